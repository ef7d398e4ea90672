import { z } from 'zod';

/** The cursor from which a client resumes. tRPC adds it to the input's own fields. */
export const lastEventId = z
  .string()
  .regex(/^[0-9]{1,18}$/, { error: 'must be the id of an item of this subscription' })
  .nullish();
