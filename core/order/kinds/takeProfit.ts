import { z } from 'zod';
import { defineOrderKind } from './orderKind.ts';
import {
  afterRestingMiss,
  price,
  RESTING_VALIDITY,
  takeProfitAt,
  triggerFields,
  triggerOf,
  triggerSlippageBps,
} from './restingFields.ts';

/** A take-profit order: waits until the rate rises to its price or above, and is then executed at the market, within a worst price of its own. */
export const takeProfit = defineOrderKind({
  name: 'takeProfit',
  description:
    'Waits until the rate is at or above its price, and is then executed at the market, within a worst price.',
  type: z.literal('takeProfit'),
  fields: {
    takeProfitPrice: price.meta({
      description: 'Fires when `amountIn` of the token to pay is worth `amountOut` of the token to receive, or more.',
    }),
    maxSlippageBps: triggerSlippageBps.meta({
      description:
        'How far below the quote at the trigger the outcome may be, hundredths of a percent; 100 when absent.',
    }),
    ...triggerFields,
  },
  rests: true,
  validity: RESTING_VALIDITY,
  bound: (order) => order.minOut ?? 1n,
  trigger: (order) => triggerOf(order, { takeProfit: takeProfitAt(order.takeProfitPrice, order.maxSlippageBps) }),
  afterMiss: afterRestingMiss,
});
