'use client';
import { USUAL_TAKE_PROFIT_SLIPPAGE_BPS } from '../../../core/order/kinds/restingFields.ts';
import { commonFields, priceIn, triggerFieldsOf, worstPriceIn } from '../resting/readEntry.ts';
import type { RestingFieldsProps, RestingKind } from '../resting/restingKind.ts';
import { TriggerPriceField } from '../resting/TriggerPriceField.tsx';

export const takeProfit: RestingKind = {
  noun: 'take profit',
  about: 'Takes a gain: when the price moves in your favour to the take-profit price, swaps at the market.',
  worstPrices: [{ field: 'takeProfitSlippage', label: 'Worst price', usualBps: USUAL_TAKE_PROFIT_SLIPPAGE_BPS }],
  Fields: (props: RestingFieldsProps) => <TriggerPriceField field="takeProfit" {...props} />,
  ask: (entry) => ({
    type: 'takeProfit',
    ...commonFields(entry),
    takeProfitPrice: priceIn(entry, 'takeProfit'),
    maxSlippageBps: worstPriceIn(entry, 'takeProfitSlippage', USUAL_TAKE_PROFIT_SLIPPAGE_BPS),
    ...triggerFieldsOf(entry),
  }),
};
