import type { ZodError } from 'zod';
import { EngineError, type ErrorCode } from '../../core/errors/engineError.ts';

const TOKEN_FIELDS = new Set(['tokenIn', 'tokenOut', 'token', 'base', 'quote']);
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

/** The trader's error for input that a schema refused: its code, and a sentence that names the first wrong field. */
export function inputError(error: ZodError): EngineError {
  const issue = error.issues[0];
  if (issue === undefined) return new EngineError({ code: 'INVALID_REQUEST', cause: error });
  const field = issue.path.length === 0 ? undefined : shown(issue.path.map(String).join('.'));
  return new EngineError({
    code: codeOf({ field, issue }),
    text: `${sentenceOf({ field, issue })} Nothing was changed.`,
    cause: error,
  });
}
