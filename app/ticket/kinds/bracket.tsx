'use client';
import { parseNumeral } from '../../../core/amounts/parse.ts';
import {
  RESTING_VALIDITY,
  USUAL_STOP_SLIPPAGE_BPS,
  USUAL_TAKE_PROFIT_SLIPPAGE_BPS,
} from '../../../core/order/kinds/restingFields.ts';
import { rateOf } from '../../../core/order/trigger/rate.ts';
import { rateOfPrice, reversed } from '../../market/typedPrice.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { LimitPriceField } from '../resting/LimitPriceField.tsx';
import { LimitTotal } from '../resting/LimitTotal.tsx';
import { leastOf } from '../resting/limitTexts.ts';
import { commonFields, priceIn, watchFieldsOf, worstPriceIn } from '../resting/readEntry.ts';
import type { RestingFieldsProps, RestingKind } from '../resting/restingKind.ts';
import { TriggerPriceField } from '../resting/TriggerPriceField.tsx';
import { useLimitTexts } from '../resting/useLimitTexts.ts';

export const bracket: RestingKind = {
  noun: 'bracket order',
  about:
    'An entry at your price. Its execution arms a take profit and a stop for what it receives: the one that is reached first is executed, and the other ends with it.',
  worstPrices: [
    { field: 'takeProfitSlippage', label: 'Worst, profit', usualBps: USUAL_TAKE_PROFIT_SLIPPAGE_BPS },
    { field: 'stopSlippage', label: 'Worst, stop', usualBps: USUAL_STOP_SLIPPAGE_BPS },
  ],
  armsExit: true,
  Fields,
  Receive: LimitTotal,
  ask: (entry) => {
    const exit = { ...entry, pair: reversed(entry.pair) };
    return {
      type: 'bracket',
      ...commonFields(entry),
      minOut: leastOf(entry, 'Enter an entry price').toString(),
      takeProfitPrice: priceIn(exit, 'takeProfit'),
      takeProfitSlippageBps: worstPriceIn(exit, 'takeProfitSlippage', USUAL_TAKE_PROFIT_SLIPPAGE_BPS),
      stopPrice: priceIn(exit, 'stop'),
      stopSlippageBps: worstPriceIn(exit, 'stopSlippage', USUAL_STOP_SLIPPAGE_BPS),
      ...watchFieldsOf(exit),
      exitValidForSeconds: entry.state.choices.exitValidForSeconds ?? RESTING_VALIDITY.usualSeconds,
    };
  },
};

/** The prices of the exit are compared with that of the entry, since the exit begins there. */
function Fields({ pair, rates }: RestingFieldsProps) {
  const locale = useLocale();
  const parsed = parseNumeral({ text: useLimitTexts(pair).price, locale });
  const exitPair = reversed(pair);
  const rate = parsed.kind === 'numeral' ? rateOfPrice(parsed, exitPair) : undefined;
  const entryRate = rate && rateOf(rate);
  return (
    <>
      <LimitPriceField label="Entry price" pair={pair} rates={rates} />
      <TriggerPriceField field="takeProfit" pair={exitPair} entryRate={entryRate} />
      <TriggerPriceField field="stop" pair={exitPair} entryRate={entryRate} />
    </>
  );
}
