import { z } from 'zod';
import { defineOrderKind } from './orderKind.ts';
import { positiveBaseUnits } from './requestFields.ts';
import {
  afterRestingMiss,
  price,
  RESTING_VALIDITY,
  stopAt,
  takeProfitAt,
  triggerFields,
  triggerOf,
  triggerSlippageBps,
} from './restingFields.ts';

/**
 * A bracket: a limit order whose execution arms a take profit and a stop (an `oco` order) for what it received, in the transaction that settles it. When the
 * entry ends without an execution there is no exit.
 */
export const bracket = defineOrderKind({
  name: 'bracket',
  description:
    'A limit order whose execution arms a take profit and a stop for what it received. When the entry ends without an execution there is no exit.',
  type: z.literal('bracket'),
  fields: {
    minOut: positiveBaseUnits.meta({ description: 'As of a `limit` order: the least to receive of the entry.' }),
    takeProfitPrice: price.meta({
      description:
        'Of the exit: fires when `amountIn` of the token that the entry received is worth `amountOut` of the token that it paid, or more.',
    }),
    takeProfitSlippageBps: triggerSlippageBps.meta({ description: 'As `maxSlippageBps` of a `takeProfit` order.' }),
    stopPrice: price.meta({
      description: 'Of the exit: fires when it is worth that, or less; below `takeProfitPrice`.',
    }),
    stopSlippageBps: triggerSlippageBps.meta({ description: 'As `maxSlippageBps` of a `stop` order.' }),
    source: triggerFields.source,
    confirmSlots: triggerFields.confirmSlots,
    exitValidForSeconds: z
      .int({ error: 'must be a whole number of seconds' })
      .min(1, { error: 'must be at least 1' })
      .max(RESTING_VALIDITY.longestSeconds, { error: `must be at most ${RESTING_VALIDITY.longestSeconds}` })
      .optional()
      .meta({ description: `How long the exit waits once it is armed; ${RESTING_VALIDITY.usualSeconds} when absent.` }),
  },
  rests: true,
  validity: RESTING_VALIDITY,
  bound: (order) => order.minOut,
  trigger: () => null,
  exit: (order) => ({
    type: 'oco',
    trigger: triggerOf(order, {
      takeProfit: takeProfitAt(order.takeProfitPrice, order.takeProfitSlippageBps),
      stop: stopAt(order.stopPrice, order.stopSlippageBps),
    }),
    validForMs: (order.exitValidForSeconds ?? RESTING_VALIDITY.usualSeconds) * 1_000,
  }),
  afterMiss: afterRestingMiss,
});
