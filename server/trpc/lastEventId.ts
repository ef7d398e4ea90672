import { z } from 'zod';

/** A cursor that a client resumes from. tRPC puts it beside the input's own fields. */
export const lastEventId = z
  .string()
  .regex(/^[0-9]{1,18}$/, { error: 'must be the id of an item of this subscription' })
  .nullish();
