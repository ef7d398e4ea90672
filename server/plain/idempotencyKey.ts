import type { IncomingHttpHeaders } from 'node:http';
import { EngineError } from '../../core/errors/engineError.ts';

/** A string of RFC 9651, the form in the draft of the Idempotency-Key header; many clients send the bare text. */
const QUOTED = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

const unquoted = (text: string) => QUOTED.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? text;

/**
 * The body of an order, with the key from the `Idempotency-Key` header if the body has none; the schema checks it. Throws EngineError
 * INVALID_REQUEST when both are given and differ.
 */
export function withIdempotencyKey(opts: { body: unknown; headers: IncomingHttpHeaders }): unknown {
  const { body } = opts;
  const named = opts.headers['idempotency-key'];
  if (named === undefined || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const header = String(named).trim();
  const own: unknown = 'idempotencyKey' in body ? body.idempotencyKey : undefined;
  if (own === undefined) return { ...body, idempotencyKey: unquoted(header) };
  if (own === header || own === unquoted(header)) return body;
  throw new EngineError({
    code: 'INVALID_REQUEST',
    text: 'The Idempotency-Key header and the field idempotencyKey differ. No order was placed; send one of them, or the same in both.',
  });
}
