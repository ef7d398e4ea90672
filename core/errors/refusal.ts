import { z } from 'zod';
import { ERRORS, type ErrorCode } from './engineError.ts';

/** How the engine says no in a plain answer. `message` is a sentence for a trader; `retryAfterSeconds` goes with TOO_MANY_REQUESTS where it is known. */
export const refusalView = z.object({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  retryable: z.boolean(),
  requestId: z.string(),
  retryAfterSeconds: z.number().int().optional(),
});
export type RefusalView = z.infer<typeof refusalView>;
