import type { Candle } from '../../core/market/candleSchema.ts';
import type { VenueId } from '../../core/venues/venue.ts';

/** Prices by venue; only venues with a pool of the pair. */
export type VenuePrices = Readonly<Record<VenueId, number>>;

/**
 * A candle for drawing. Prices are numbers, since they become pixels and are not traded on. `time` is the start in Unix seconds. `venues` holds
 * the price of each venue's pool of the pair at the close.
 */
export type ChartCandle = {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly venues: VenuePrices;
};

/** A live price of a pair: its index price and the venues' prices at a moment, Unix milliseconds. */
export type LivePrice = {
  readonly unixMs: number;
  readonly index: number;
  readonly venues: VenuePrices;
};

export function chartCandle(candle: Candle): ChartCandle {
  return {
    time: candle.time,
    open: Number(candle.open),
    high: Number(candle.high),
    low: Number(candle.low),
    close: Number(candle.close),
    venues: Object.fromEntries(Object.entries(candle.venues).map(([venue, price]) => [venue, Number(price)])),
  };
}

function areSame(left: VenuePrices, right: VenuePrices): boolean {
  const ids = Object.keys(left);
  return ids.length === Object.keys(right).length && ids.every((id) => left[id] === right[id]);
}

/** The start of the candle that a moment falls into, Unix seconds. */
export function candleTime(unixMs: number, seconds: number): number {
  return Math.floor(unixMs / 1000 / seconds) * seconds;
}

/** The effect of a price on the candles: the last one grew, a new one began, none (it is past), or candles are missing before it. */
export type Grown = {
  readonly kind: 'same' | 'grown' | 'begun' | 'gap';
  readonly candles: readonly ChartCandle[];
};

/** The candles (ascending) with a live price in the last one, or in a new one that begins where the last one ended. */
export function withLivePrice(opts: {
  candles: readonly ChartCandle[];
  live: LivePrice;
  /** Length of a candle. */
  seconds: number;
}): Grown {
  const { candles, live, seconds } = opts;
  const last = candles.at(-1);
  if (last === undefined) return { kind: 'same', candles };
  const time = candleTime(live.unixMs, seconds);
  const { index: close, venues } = live;
  if (time < last.time) return { kind: 'same', candles };
  if (time === last.time) {
    if (close === last.close && areSame(venues, last.venues)) return { kind: 'same', candles };
    const grown = {
      ...last,
      high: Math.max(last.high, close),
      low: Math.min(last.low, close),
      close,
      venues,
    };
    return { kind: 'grown', candles: [...candles.slice(0, -1), grown] };
  }
  if (time > last.time + seconds) return { kind: 'gap', candles };
  const begun = { time, open: close, high: close, low: close, close, venues };
  return { kind: 'begun', candles: [...candles, begun] };
}

/** Merges newer candles of the same interval: they replace all candles from their first one on. Only the newer ones when there is a gap between. */
export function withTail(opts: {
  candles: readonly ChartCandle[];
  tail: readonly ChartCandle[];
  seconds: number;
}): readonly ChartCandle[] {
  const { candles, tail, seconds } = opts;
  const first = tail[0];
  const last = candles.at(-1);
  if (first === undefined) return candles;
  if (last === undefined || first.time > last.time + seconds) return tail;
  return [...candles.filter(({ time }) => time < first.time), ...tail];
}
