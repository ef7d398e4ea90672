'use client';
import { USUAL_STOP_SLIPPAGE_BPS } from '../../../core/order/kinds/restingFields.ts';
import { commonFields, priceIn, triggerFieldsOf, worstPriceIn } from '../resting/readEntry.ts';
import type { RestingFieldsProps, RestingKind } from '../resting/restingKind.ts';
import { TriggerPriceField } from '../resting/TriggerPriceField.tsx';

export const stop: RestingKind = {
  noun: 'stop order',
  about: 'Limits a loss: when the price moves against you to the stop price, swaps at the market.',
  worstPrices: [{ field: 'stopSlippage', label: 'Worst price', usualBps: USUAL_STOP_SLIPPAGE_BPS }],
  Fields: (props: RestingFieldsProps) => <TriggerPriceField field="stop" {...props} />,
  ask: (entry) => ({
    type: 'stop',
    ...commonFields(entry),
    stopPrice: priceIn(entry, 'stop'),
    maxSlippageBps: worstPriceIn(entry, 'stopSlippage', USUAL_STOP_SLIPPAGE_BPS),
    ...triggerFieldsOf(entry),
  }),
};
