import type { ZodError } from 'zod';
import { EngineError, type ErrorCode } from '../../core/errors/engineError.ts';
import { knownListing } from '../../core/market/listing.ts';

const TOKEN_FIELDS = new Set(['tokenIn', 'tokenOut', 'token', 'base', 'quote', 'pair.0', 'pair.1']);
const AMOUNT_FIELDS = new Set(['amountIn', 'minOut']);

type Issue = ZodError['issues'][number];

function codeOf(opts: { field: string | undefined; issue: Issue }): ErrorCode {
  const { field, issue } = opts;
  if (field === undefined) return 'INVALID_REQUEST';
  if (TOKEN_FIELDS.has(field))
    return issue.code === 'custom' && issue.params?.errorCode === 'SAME_TOKEN' ? 'SAME_TOKEN' : 'UNKNOWN_TOKEN';
  return AMOUNT_FIELDS.has(field) ? 'INVALID_AMOUNT' : 'INVALID_REQUEST';
}

/** A name from the client in a form that is safe to show back: short, and only ASCII letters, digits and signs. */
const shown = (name: string) => name.replace(/[^\x20-\x7e]/g, '?').slice(0, 40);

function sentenceOf(opts: { field: string | undefined; issue: Issue }): string {
  const { field, issue } = opts;
  if (issue.code === 'unrecognized_keys') return `The field ${issue.keys.map(shown).join(', ')} is not known here.`;
  if (field === undefined) return 'The request must be a JSON object with the fields that are documented.';
  if (/^(must|is) /.test(issue.message)) return `${field} ${issue.message}.`;
  return `${field} is not valid: ${issue.message}.`;
}

/**
 * The trader's error for input that a schema refused: its code, and a sentence that names the first wrong field. While this server has no listing yet,
 * an unknown token may be a listed one: MARKET_UNAVAILABLE, which is retryable.
 */
export function inputError(error: ZodError, { hasListing = knownListing().tokens.length > 0 } = {}): EngineError {
  const issue = error.issues[0];
  if (issue === undefined) return new EngineError({ code: 'INVALID_REQUEST', cause: error });
  const field = issue.path.length === 0 ? undefined : shown(issue.path.map(String).join('.'));
  const code = codeOf({ field, issue });
  if (code === 'UNKNOWN_TOKEN' && issue.code === 'custom' && !hasListing)
    return new EngineError({ code: 'MARKET_UNAVAILABLE', cause: error });
  return new EngineError({
    code,
    text: `${sentenceOf({ field, issue })} Nothing was changed.`,
    cause: error,
  });
}
