import { z } from 'zod';
import { ERRORS, type ErrorCode } from './engineError.ts';

/**
 * A refusal in an answer of the plain interface. `message` is a sentence for a trader; `retryAfterSeconds` is set with TOO_MANY_REQUESTS where it
 * is known.
 */
export const refusalView = z.object({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  retryable: z.boolean(),
  requestId: z.string(),
  retryAfterSeconds: z.number().int().optional(),
});
export type RefusalView = z.infer<typeof refusalView>;
