import { z } from 'zod';
import { defineOrderKind } from './orderKind.ts';
import {
  afterRestingMiss,
  price,
  RESTING_VALIDITY,
  stopAt,
  triggerFields,
  triggerOf,
  triggerSlippageBps,
} from './restingFields.ts';

/** A stop order: waits until the rate falls to its price or below, and is then executed at the market, within a worst price of its own. */
export const stop = defineOrderKind({
  name: 'stop',
  description:
    'Waits until the rate is at or below its price, and is then executed at the market, within a worst price. The rate is what the token to pay is worth in the token to receive: a stop that pays USDC for SOL fires when SOL gets dearer.',
  type: z.literal('stop'),
  fields: {
    stopPrice: price.meta({
      description: 'Fires when `amountIn` of the token to pay is worth `amountOut` of the token to receive, or less.',
    }),
    maxSlippageBps: triggerSlippageBps.meta({
      description:
        'How far below the quote at the trigger the outcome may be, hundredths of a percent; 1000 when absent.',
    }),
    ...triggerFields,
  },
  rests: true,
  validity: RESTING_VALIDITY,
  bound: (order) => order.minOut ?? 1n,
  trigger: (order) => triggerOf(order, { stop: stopAt(order.stopPrice, order.maxSlippageBps) }),
  afterMiss: afterRestingMiss,
});
