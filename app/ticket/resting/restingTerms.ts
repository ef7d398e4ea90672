import { formatCount, formatPercent } from '../../../core/amounts/format.ts';
import type { RateView, TriggerTerms } from '../../../core/order/trigger/triggerTerms.ts';
import { type OrderPair, paysBase, reversed, shownPrice } from '../../market/typedPrice.ts';
import { dateAndTime } from '../../ui/instant.ts';
import { SOURCE_WORDS } from './rates.ts';
import type { RestingOrder } from './restingOrder.ts';
import { amountText, exitValidityWords, trailWords } from './restingSentence.ts';

export type NamedTerm = { readonly name: string; readonly value: string };

/** The terms of an order that rests, for the confirm step: all that is sent beside the amounts. `now` in milliseconds since 1970. */
export function restingTerms(opts: { order: RestingOrder; now: number; locale: string }): readonly NamedTerm[] {
  const { order, now, locale } = opts;
  const { pair, amountIn, minOut, trigger, exit } = order;
  const until = new Date(now + order.validForSeconds * 1_000).toISOString();
  const unit = `${pair.quote.symbol} per ${pair.base.symbol}`;
  const priceOf = (of: OrderPair) => (rate: RateView) => `${shownPrice({ rate, pair: of, locale })} ${unit}`;
  const price = priceOf(pair);
  const least = minOut === null ? undefined : amountText(minOut, pair.tokenOut, locale);
  const own =
    trigger === null
      ? [
          {
            name: exit === null ? 'Limit price' : 'Entry price',
            value: price({ amountIn: `${amountIn}`, amountOut: `${minOut}` }),
          },
          { name: 'Receive at least', value: least },
        ]
      : [
          ...triggerRows({ trigger, price, sells: paysBase(pair), locale }),
          { name: 'Never for less than', value: least },
        ];
  const exitPair = reversed(pair);
  const exitRows =
    exit === null
      ? []
      : [
          ...triggerRows({ trigger: exit.trigger, price: priceOf(exitPair), sells: paysBase(exitPair), locale }),
          { name: 'Exit expires', value: exitValidityWords(exit) },
        ];
  const expiry = { name: exit === null ? 'Expires' : 'Entry expires', value: dateAndTime({ iso: until, locale }) };
  return [...own, expiry, ...exitRows].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
}

function triggerRows(opts: {
  trigger: TriggerTerms;
  price(rate: RateView): string;
  sells: boolean;
  locale: string;
}): readonly NamedTerm[] {
  const { price, sells, locale } = opts;
  const { stop, takeProfit, trail, source, confirmSlots } = opts.trigger;
  const below = (bps: number) => `${formatPercent({ ppm: bps * 100, locale })} below the quote`;
  const slots = confirmSlots === 1 ? '1 slot' : `${formatCount({ value: confirmSlots, locale })} slots in a row`;
  return [
    ...(takeProfit === null
      ? []
      : [
          { name: 'Take-profit price', value: price(takeProfit.rate) },
          { name: 'Worst price at the take profit', value: below(takeProfit.maxSlippageBps) },
        ]),
    ...(stop === null
      ? []
      : [
          { name: 'Stop price', value: price(stop.rate) },
          { name: 'Worst price at the stop', value: below(stop.maxSlippageBps) },
        ]),
    ...(trail === null
      ? []
      : [
          { name: 'Fires when the price', value: trailWords({ bps: trail.bps, sells, locale }) },
          { name: 'Worst price', value: below(trail.maxSlippageBps) },
        ]),
    { name: 'Watches', value: `${SOURCE_WORDS[source].name}, ${slots}` },
  ];
}
