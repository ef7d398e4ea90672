import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../../core/errors/engineError.ts';
import type { EngineErrorShape } from '../trpc/errorShape.ts';

/** What the plain interface answers when it says no: one form for every path and for the WebSocket. `message` is a sentence for a trader. */
export const plainError = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    retryable: z.boolean(),
    requestId: z.string(),
    retryAfterSeconds: z.number().int().optional(),
  }),
});
export type PlainError = z.infer<typeof plainError>;

/** The flat form of an error; `retryAfterSeconds` goes with TOO_MANY_REQUESTS where it is known. */
export function plainErrorOf(shape: EngineErrorShape): PlainError {
  const { code, text, retryable, requestId } = shape.data;
  const data: object = shape.data;
  const wait =
    'retryAfterSeconds' in data && typeof data.retryAfterSeconds === 'number' ? data.retryAfterSeconds : undefined;
  return {
    error: { code, message: text, retryable, requestId, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) },
  };
}
