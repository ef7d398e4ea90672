import { z } from 'zod';

const NO_CURSOR = 'must be the nextCursor of an earlier answer';

/** The paging fields of a list. */
export const pageFields = {
  /** Opaque; `nextCursor` of the previous page. */
  cursor: z.string({ error: NO_CURSOR }).max(400, { error: NO_CURSOR }).nullish(),
  limit: z
    .int({ error: 'must be a whole number' })
    .min(1, { error: 'must be at least 1' })
    .max(100, { error: 'must be at most 100' })
    .default(50),
  /** Set by clients that page in both directions; pages go forward only. */
  direction: z.literal('forward').optional(),
};
