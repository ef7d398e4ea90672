import { z } from 'zod';
import { defineOrderKind } from './orderKind.ts';
import {
  afterRestingMiss,
  RESTING_VALIDITY,
  triggerFields,
  triggerOf,
  triggerSlippageBps,
  USUAL_STOP_SLIPPAGE_BPS,
} from './restingFields.ts';

/**
 * A trailing stop: waits until the rate is a distance below the best one since the acceptance, and is then executed at the market, within a worst price
 * of its own. The best rate moves in the trader's favour only.
 */
export const trailingStop = defineOrderKind({
  name: 'trailingStop',
  description:
    'Waits until the rate is a distance below the best one since the order was placed, and is then executed at the market, within a worst price.',
  type: z.literal('trailingStop'),
  fields: {
    trailBps: z
      .int({ error: 'must be a whole number of basis points' })
      .min(10, { error: 'must be at least 10' })
      .max(9_000, { error: 'must be at most 9000' })
      .meta({ description: 'Fires this far below the best rate since the acceptance, hundredths of a percent.' }),
    maxSlippageBps: triggerSlippageBps.meta({
      description: `How far below the quote at the trigger the outcome may be, hundredths of a percent; ${USUAL_STOP_SLIPPAGE_BPS} when absent.`,
    }),
    ...triggerFields,
  },
  rests: true,
  validity: RESTING_VALIDITY,
  bound: (order) => order.minOut ?? 1n,
  trigger: (order) =>
    triggerOf(order, {
      trail: { bps: order.trailBps, maxSlippageBps: order.maxSlippageBps ?? USUAL_STOP_SLIPPAGE_BPS },
    }),
  afterMiss: afterRestingMiss,
});
