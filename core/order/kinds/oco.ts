import { z } from 'zod';
import { defineOrderKind } from './orderKind.ts';
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
 * One cancels the other: a take profit and a stop on one held amount. The one that fires first is executed, and the other ends with it, since both are one
 * order. When one slot meets both, the stop fires.
 */
export const oco = defineOrderKind({
  name: 'oco',
  description:
    'One cancels the other: a take profit and a stop on one held amount. The first to fire is executed; when both do at once, the stop.',
  type: z.literal('oco'),
  fields: {
    takeProfitPrice: price.meta({ description: 'As of a `takeProfit` order; has to be above `stopPrice`.' }),
    takeProfitSlippageBps: triggerSlippageBps.meta({ description: 'As `maxSlippageBps` of a `takeProfit` order.' }),
    stopPrice: price.meta({ description: 'As of a `stop` order.' }),
    stopSlippageBps: triggerSlippageBps.meta({ description: 'As `maxSlippageBps` of a `stop` order.' }),
    ...triggerFields,
  },
  rests: true,
  validity: RESTING_VALIDITY,
  bound: (order) => order.minOut ?? 1n,
  trigger: (order) =>
    triggerOf(order, {
      takeProfit: takeProfitAt(order.takeProfitPrice, order.takeProfitSlippageBps),
      stop: stopAt(order.stopPrice, order.stopSlippageBps),
    }),
  afterMiss: afterRestingMiss,
});
