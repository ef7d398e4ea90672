import { z } from 'zod';
import { refusalView } from '../errors/refusal.ts';
import { listedMint } from './kinds/requestFields.ts';
import { orderView } from './orderView.ts';

const order = orderView;

/**
 * The final answer to a cancellation. `cancelled`: nothing was executed and the hold is released. `too_late`: the transaction with this signature was
 * signed before and may still land; no other attempt follows, and if it does not land, the order ends without an execution. `already_final`: the order had
 * ended before.
 */
export const cancelAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('cancelled'), order }),
  z.object({ outcome: z.literal('too_late'), signature: z.string(), order }),
  z.object({ outcome: z.literal('already_final'), order }),
]);
export type CancelAnswer = z.infer<typeof cancelAnswer>;

const PAIR = 'must be a list of two tokens';

/** The body of `orders.cancelAll`: all open orders, or those of a pair in either direction. */
export const cancelAllInput = z.strictObject({
  pair: z
    .tuple([listedMint, listedMint], { error: PAIR })
    .refine(([one, other]) => one !== other, {
      path: [1],
      error: 'must differ from the first',
      params: { errorCode: 'SAME_TOKEN' },
    })
    .optional()
    .meta({ description: 'Only the orders of these two tokens, in either direction; all when absent.' }),
});

/** The answer for each open order of a trader, or why there is none yet. */
export const cancelAllAnswer = z.object({
  answers: z.array(z.union([cancelAnswer, z.object({ orderId: z.string(), error: refusalView })])),
});
export type CancelAllAnswer = z.infer<typeof cancelAllAnswer>;
