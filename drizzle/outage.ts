import { EngineError } from '../core/errors/engineError.ts';
import { within } from '../runtime/within.ts';

/** Codes of Node and of the driver for a server that can't be reached. */
const UNREACHABLE = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** SQLSTATEs of a server that is stopping, recovering or cancelled the statement; whether it took effect may be open. */
const INTERRUPTED = new Set(['25P03', '25P04', '40003', '55P03', '57014', '57P01', '57P02', '57P03', '57P04', '57P05']);

/** SQLSTATE of a write to a standby, or in a session that is read-only. */
const READ_ONLY = '25006';

/** Functions of Postgres that refuse every write when transaction ids run out. Other errors share their SQLSTATE. */
const OUT_OF_NUMBERS = new Set(['GetNewTransactionId', 'GetNewMultiXactId']);

/** Milliseconds that a statement may take in the database. */
export const STATEMENT_MS = 15_000;
/** Milliseconds after which a call is abandoned: a silent connection does not report a statement's time-out either. */
const CALL_MS = STATEMENT_MS + 2_000;
/** Seconds after which a refused client may ask again. */
const RETRY_AFTER_S = 1;

/** The first code in the chain of causes that is not one of our own: an SQLSTATE, or a code of Node or the driver. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (error instanceof EngineError) return codeOf(error.cause);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : undefined;
}

function isOutOfNumbers(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('routine' in error) return OUT_OF_NUMBERS.has(String(error.routine));
  return 'cause' in error && isOutOfNumbers(error.cause);
}

/** True for a Postgres that answers but can't store: read-only, a standby, out of disk, memory or transaction ids, or unable to read its own files. */
export function refusesWrites(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return code === READ_ONLY || (/^(53|58)...$/.test(code) && code !== '53300') || isOutOfNumbers(error);
}

/**
 * True when Postgres can't be reached, is stopping or can't work: the same request may succeed later, and it is unknown whether it took effect.
 * Also true when Postgres refuses the login (class 28, 3D000), which does not depend on the request.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'UNAVAILABLE';
  const code = codeOf(error);
  if (code === undefined) return false;
  return (
    UNREACHABLE.has(code) ||
    INTERRUPTED.has(code) ||
    /^(08|28|53)...$/.test(code) ||
    code === '3D000' ||
    refusesWrites(error)
  );
}

/** The error of an outage. */
function unavailable(cause: unknown): EngineError {
  const common = { code: 'UNAVAILABLE', cause, retryAfterSeconds: RETRY_AFTER_S } as const;
  if (!refusesWrites(cause)) return new EngineError({ ...common, detail: 'postgres is not reachable' });
  return new EngineError({
    ...common,
    detail: `postgres cannot store: ${codeOf(cause)}`,
    text: 'The engine’s database can’t store changes at the moment. If you placed an order, send it again with the same idempotency key: it will not be placed twice.',
  });
}

/**
 * Runs a database call. An outage, or no answer within `withinMs`, throws EngineError UNAVAILABLE; it is then unknown whether the call took
 * effect. Other errors pass unchanged.
 */
export async function reachable<T>(call: () => PromiseLike<T>, withinMs: number = CALL_MS): Promise<T> {
  try {
    return await within(withinMs, call(), () => {
      throw new EngineError({
        code: 'UNAVAILABLE',
        detail: `postgres did not answer within ${withinMs} ms`,
        retryAfterSeconds: RETRY_AFTER_S,
      });
    });
  } catch (error) {
    if (error instanceof EngineError || !isOutage(error)) throw error;
    throw unavailable(error);
  }
}
