'use client';
import { createContext, useContext } from 'react';
import { formatAmount, formatBasisPoints } from '../../core/amounts/format.ts';
import { phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { realisedSlippagePpm } from '../../core/order/realisedSlippage.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { marketOf } from '../resting/marketPrice.ts';
import { restingPrices } from '../resting/restingPrices.ts';
import { bpsText, signedPrice } from '../resting/restingWords.ts';
import { isResting, KIND_WORDS, kindRests } from '../resting/rests.ts';
import { ArrowRightIcon } from '../ui/icons.tsx';
import { clockTime, dateAndTime, dayText, duration, isToday, msBetween } from '../ui/instant.ts';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueMark, VenueName } from '../ui/VenueName.tsx';
import { venueNames } from '../ui/venueLook.ts';
import type { BlotterRow } from './blotterRow.ts';
import { DistanceLine } from './DistanceLine.tsx';
import { orderPrice } from './orderPrice.ts';
import { StatusText, WaitingWord } from './StatusText.tsx';
import { StepBar } from './StepBar.tsx';
import { shownAmount } from './shownAmount.ts';

/** The cell's row, with the current state of its order. */
export const LiveRow = createContext<BlotterRow | undefined>(undefined);

function useLiveRow(): BlotterRow {
  const row = useContext(LiveRow);
  if (row === undefined) throw new Error('this cell stands outside of a row');
  return row;
}

const NONE = (
  <span className="text-faint">
    <span aria-hidden="true">–</span>
    <span className="sr-only">none</span>
  </span>
);

export function TimeCell() {
  const { acceptedAt } = useLiveRow().order;
  const locale = useLocale();
  return (
    <time
      dateTime={acceptedAt}
      title={dateAndTime({ iso: acceptedAt, locale })}
      className="block text-2xs/3.5 text-muted max-lg:text-right"
    >
      {!isToday(acceptedAt) && <span className="block text-faint">{dayText({ iso: acceptedAt, locale })}</span>}
      {clockTime({ iso: acceptedAt, locale })}
    </time>
  );
}

export function PairCell() {
  const { order } = useLiveRow();
  const { tokenIn, tokenOut } = order;
  return (
    <span className="flex items-baseline gap-x-2 lg:flex-col lg:leading-4">
      <span className="inline-flex items-center gap-1 font-medium">
        <TokenMark symbol={shownToken(tokenIn).symbol} size="small" />
        {shownToken(tokenIn).symbol}
        <ArrowRightIcon className="size-3 text-faint" />
        <span className="sr-only">to</span>
        <TokenMark symbol={shownToken(tokenOut).symbol} size="small" />
        {shownToken(tokenOut).symbol}
      </span>
      {kindRests(order) && <span className="text-2xs/3.5 text-muted">{KIND_WORDS[order.type]}</span>}
    </span>
  );
}

function ExactAmount(props: { amount: bigint; mint: string; before?: string; faint?: boolean }) {
  const { amount, mint, before = '', faint = false } = props;
  const locale = useLocale();
  const token = shownToken(mint);
  const exact = `${formatAmount({ amount, decimals: token.decimals, locale })} ${token.symbol}`;
  return (
    <span title={exact} className={faint ? 'text-muted' : 'text-ink'}>
      {before}
      {shownAmount({ amount, token, locale })} <span className="text-2xs text-faint">{token.symbol}</span>
    </span>
  );
}

export function PaidCell() {
  const { tokenIn, amountIn } = useLiveRow().order;
  return <ExactAmount amount={BigInt(amountIn)} mint={tokenIn} />;
}

/** The amount received; for an open order, the expected amount. */
export function ReceivedCell() {
  const { order, sending } = useLiveRow();
  if (order.fill !== null) return <ExactAmount amount={BigInt(order.fill.amountOut)} mint={order.tokenOut} />;
  if (phaseOf(order.status) === 'ended' || (sending !== undefined && order.requestedMinOut === null)) return NONE;
  // At the market, once its trigger fires: there is no amount to expect.
  if (isResting(order) && order.trigger !== null && order.fired === null && order.requestedMinOut === null) return NONE;
  return order.quotedOut === null || kindRests(order) ? (
    <ExactAmount amount={BigInt(order.minOut)} mint={order.tokenOut} before="≥ " faint />
  ) : (
    <ExactAmount amount={BigInt(order.quotedOut)} mint={order.tokenOut} before="≈ " faint />
  );
}

export function PriceCell() {
  const { order } = useLiveRow();
  const locale = useLocale();
  const price = orderPrice(order, locale);
  if (isResting(order)) return <RestingPrices order={order} locale={locale} />;
  if (price === undefined) return NONE;
  return (
    <span title={price.unit} className={price.isExpected ? 'text-muted' : ''}>
      {price.isExpected ? '≈ ' : ''}
      {price.text}
    </span>
  );
}

/** The prices that an order waits for, one below the other. */
function RestingPrices({ order, locale }: { order: OrderView; locale: string }) {
  const market = marketOf(order);
  const prices = restingPrices(order);
  const trail = order.trigger?.trail;
  if (prices.length === 0 && trail != null)
    return <span title="Distance from the best price">{bpsText(trail.bps, locale)}</span>;
  return (
    <span
      title={`${market.quote.symbol} per ${market.base.symbol}`}
      className={`inline-flex gap-x-2 lg:flex-col ${prices.length > 1 ? 'lg:leading-4' : ''}`}
    >
      {prices.map((price) => (
        <span key={price.role}>{signedPrice(price, market, locale)}</span>
      ))}
    </span>
  );
}

/** The status of an order; of one that rests also what it waits for, and how far away that is. */
export function StatusCell() {
  const { order, sending } = useLiveRow();
  return (
    <span className="flex min-w-0 flex-col gap-0.5 lg:leading-4">
      <StatusText order={order} sending={sending} />
      {isResting(order) && sending === undefined ? <DistanceLine order={order} /> : <StepBar order={order} />}
    </span>
  );
}

/** The status of an order in a narrow column. */
export function NarrowStatusCell() {
  const { order, sending } = useLiveRow();
  return isResting(order) && sending === undefined ? <WaitingWord order={order} /> : <StatusCell />;
}

export function VenueCell() {
  const { fill } = useLiveRow().order;
  if (fill === null) return NONE;
  const venues = [...new Set(fill.legs.map(({ venue }) => venue))];
  const [only] = venues;
  if (venues.length === 1 && only !== undefined) return <VenueName venue={only} />;
  return (
    <span className="inline-flex items-center gap-1" title={venueNames(venues)}>
      {venues.map((venue) => (
        <VenueMark key={venue} venue={venue} />
      ))}
      {venues.length} venues
    </span>
  );
}

/** Against the quote at acceptance, or at the trigger: more received is better. */
export function SlippageCell() {
  const ppm = realisedSlippagePpm(useLiveRow().order);
  const locale = useLocale();
  if (ppm === undefined) return NONE;
  const size = formatBasisPoints({ ppm: Math.abs(ppm), locale, fixed: true });
  if (size === formatBasisPoints({ ppm: 0, locale, fixed: true })) {
    return <span title="Received the quoted amount">{size} bps</span>;
  }
  const words = ppm < 0 ? 'more than quoted' : 'less than quoted';
  return (
    <span title={`Received ${size} bps ${words}`} className={ppm < 0 ? 'text-good' : 'text-bad'}>
      {ppm < 0 ? '+' : '−'}
      {size} bps
      <span className="sr-only">, {words}</span>
    </span>
  );
}

export function DurationCell() {
  const { acceptedAt, finalAt } = useLiveRow().order;
  const locale = useLocale();
  if (finalAt === null) return NONE;
  return <span className="text-muted">{duration({ ms: msBetween(acceptedAt, finalAt), locale })}</span>;
}
