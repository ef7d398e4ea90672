'use client';
import { USUAL_STOP_SLIPPAGE_BPS } from '../../../core/order/kinds/restingFields.ts';
import { bpsIn, commonFields, Obstacle, triggerFieldsOf, worstPriceIn } from '../resting/readEntry.ts';
import type { Entry, RestingKind } from '../resting/restingKind.ts';
import { TrailField } from '../resting/TrailField.tsx';

/** The distance of the trail, basis points. */
function trailOf(entry: Entry): number {
  if ((entry.state.choices.trail ?? '').trim() === '') throw new Obstacle('Enter a trail');
  return bpsIn(entry, { field: 'trail', name: 'Trail', least: 10, most: 9_000 });
}

export const trailingStop: RestingKind = {
  noun: 'trailing stop',
  about:
    'A stop that follows the price in your favour at a distance and never moves back; when the price turns by that much, swaps at the market.',
  worstPrices: [{ field: 'stopSlippage', label: 'Worst price', usualBps: USUAL_STOP_SLIPPAGE_BPS }],
  Fields: TrailField,
  ask: (entry) => ({
    type: 'trailingStop',
    ...commonFields(entry),
    trailBps: trailOf(entry),
    maxSlippageBps: worstPriceIn(entry, 'stopSlippage', USUAL_STOP_SLIPPAGE_BPS),
    ...triggerFieldsOf(entry),
  }),
};
