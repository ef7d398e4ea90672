'use client';
import { USUAL_STOP_SLIPPAGE_BPS, USUAL_TAKE_PROFIT_SLIPPAGE_BPS } from '../../../core/order/kinds/restingFields.ts';
import { commonFields, priceIn, triggerFieldsOf, worstPriceIn } from '../resting/readEntry.ts';
import type { RestingFieldsProps, RestingKind } from '../resting/restingKind.ts';
import { TriggerPriceField } from '../resting/TriggerPriceField.tsx';

export const oco: RestingKind = {
  noun: 'OCO order',
  about:
    'A take profit and a stop on the same amount: the one that is reached first is executed, and the other ends with it.',
  worstPrices: [
    { field: 'takeProfitSlippage', label: 'Worst, profit', usualBps: USUAL_TAKE_PROFIT_SLIPPAGE_BPS },
    { field: 'stopSlippage', label: 'Worst, stop', usualBps: USUAL_STOP_SLIPPAGE_BPS },
  ],
  Fields,
  ask: (entry) => ({
    type: 'oco',
    ...commonFields(entry),
    takeProfitPrice: priceIn(entry, 'takeProfit'),
    takeProfitSlippageBps: worstPriceIn(entry, 'takeProfitSlippage', USUAL_TAKE_PROFIT_SLIPPAGE_BPS),
    stopPrice: priceIn(entry, 'stop'),
    stopSlippageBps: worstPriceIn(entry, 'stopSlippage', USUAL_STOP_SLIPPAGE_BPS),
    ...triggerFieldsOf(entry),
  }),
};

function Fields(props: RestingFieldsProps) {
  return (
    <>
      <TriggerPriceField field="takeProfit" {...props} />
      <TriggerPriceField field="stop" {...props} />
    </>
  );
}
