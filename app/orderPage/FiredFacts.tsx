'use client';
import { formatAmount, formatCount } from '../../core/amounts/format.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { rateOf } from '../../core/order/trigger/rate.ts';
import type { FiredView } from '../../core/order/trigger/triggerTerms.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { SOURCE_WORDS } from '../resting/distanceWords.ts';
import { marketOf, rateText } from '../resting/marketPrice.ts';
import { Fact, Facts } from '../ui/Facts.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** The evidence of a trigger that fired: what was observed, in which slot, and the bound that followed. */
export function FiredFacts({ order, fired }: { order: Pick<OrderView, 'tokenIn' | 'tokenOut'>; fired: FiredView }) {
  const locale = useLocale();
  const market = marketOf(order);
  const out = shownToken(order.tokenOut);
  const amount = (units: string) =>
    `${formatAmount({ amount: BigInt(units), decimals: out.decimals, locale })} ${out.symbol}`;
  const unit = `${market.quote.symbol} per ${market.base.symbol}`;
  return (
    <Facts>
      <Fact name="Slot">{formatCount({ value: fired.slot, locale })}</Fact>
      <Fact name="Watched">{SOURCE_WORDS[fired.source]}</Fact>
      <Fact name="Observed">
        {rateText(rateOf(fired.observed), market, locale)} {unit}
      </Fact>
      {fired.watermark !== null && (
        <Fact name="Best price before">
          {rateText(rateOf(fired.watermark), market, locale)} {unit}
        </Fact>
      )}
      <Fact name="Quote for the whole amount">
        {fired.quotedOut === null ? 'None: the pools did not fill it' : amount(fired.quotedOut)}
      </Fact>
      <Fact name="Not executed below">{amount(fired.minOut)}</Fact>
    </Facts>
  );
}
