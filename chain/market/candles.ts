import { CANDLE_SECONDS, type CandleInterval, MAX_CANDLES } from '../../core/market/candle.ts';
import type { Candle } from '../../core/market/candleSchema.ts';
import { fixedPointText, INDEX_DIGITS, PAIR_DIGITS, pairPrice } from '../../core/market/indexPrices.ts';
import type { ListedPool } from '../../core/pools/all/pool.ts';
import { venueOf } from '../../core/pools/all/poolKinds.ts';
import type { Mint } from '../../core/tokens/token.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import type { MarketModel } from './marketModel.ts';
import type { SlotClock } from './slotClock.ts';

/** Number of evenly spaced slots, besides the last one, from which a candle's highest and lowest price are taken, at most. */
const SAMPLES = 32;

/** Thrown when more candles are asked for than one answer holds. */
export class TooManyCandles extends Error {
  override readonly name = 'TooManyCandles';
}

type Pair = { readonly base: Mint; readonly quote: Mint };

/** The resting price of a pool of the pair by slot, as a candle's text. */
function restingPriceText(opts: { model: MarketModel; listed: ListedPool } & Pair): (slot: number) => string {
  const { model, listed, base, quote } = opts;
  const one = model.prices.oneOf;
  return (slot) => {
    const { num, den } = model.restingPrice({ pool: listed.address, slot });
    const [quoteUnits, baseUnits] = listed.mintX === base ? [num, den] : [den, num];
    const price = pairPrice({ base: quoteUnits * one(base), quote: baseUnits * one(quote) });
    return fixedPointText(price, PAIR_DIGITS);
  };
}

/** The resting price by slot of each venue's first open pool of the pair. */
function venuePriceTexts(model: MarketModel, pair: Pair): ReadonlyMap<VenueId, (slot: number) => string> {
  const texts = new Map<VenueId, (slot: number) => string>();
  for (const { listed, isOpen } of model.listing.pools) {
    if (!isOpen) continue;
    const mints: readonly Mint[] = [listed.mintX, listed.mintY];
    if (!mints.includes(pair.base) || !mints.includes(pair.quote) || pair.base === pair.quote) continue;
    const venue = venueOf(listed);
    if (!texts.has(venue)) texts.set(venue, restingPriceText({ model, listed, ...pair }));
  }
  return texts;
}

/** The start of the first candle of a range, Unix seconds. Throws TooManyCandles. */
export function checkCandleRange(range: { interval: CandleInterval; from: number; to: number }): number {
  const seconds = CANDLE_SECONDS[range.interval];
  const first = Math.ceil(range.from / seconds) * seconds;
  if ((range.to - first) / seconds <= MAX_CANDLES) return first;
  throw new TooManyCandles(
    `at most ${MAX_CANDLES} candles are given at once: ask for a shorter range or a longer interval`,
  );
}

/**
 * Candles of the index price, computed from the price function: any range, before genesis too, without storage. Times are by the wall clock. The
 * last candle ends at `headSlot`, because later prices are the future. Prices are rounded down at the 15th digit. Throws TooManyCandles,
 * RangeError for a token that is not listed.
 */
export function indexCandles(opts: {
  readonly model: MarketModel;
  readonly base: Mint;
  readonly quote: Mint;
  readonly interval: CandleInterval;
  /** Unix seconds; candles start in [from, to). */
  readonly from: number;
  readonly to: number;
  readonly clock: SlotClock;
  readonly headSlot: number;
}): Candle[] {
  const { model, clock, headSlot, base, quote } = opts;
  const seconds = CANDLE_SECONDS[opts.interval];
  const first = checkCandleRange(opts);
  const slotAt = (unixSeconds: number) => clock.slotAt(unixSeconds * 1000);
  const { indexPrice } = model.prices;
  const priceAt = (slot: number) => pairPrice({ base: indexPrice(base, slot), quote: indexPrice(quote, slot) });
  const text = (price: bigint) => fixedPointText(price, PAIR_DIGITS);
  const venues = [...venuePriceTexts(model, { base, quote })];

  const candles: Candle[] = [];
  for (let time = first; time < opts.to; time += seconds) {
    const start = slotAt(time);
    const end = Math.min(slotAt(time + seconds) - 1, headSlot);
    if (start > end) break;
    const stride = Math.max(1, Math.ceil((slotAt(time + seconds) - start) / SAMPLES));
    const open = priceAt(start);
    let [high, low] = [open, open];
    for (let slot = start + stride; slot < end; slot += stride) {
      const price = priceAt(slot);
      if (price > high) high = price;
      if (price < low) low = price;
    }
    const close = priceAt(end);
    if (close > high) high = close;
    if (close < low) low = close;
    candles.push({
      time,
      open: text(open),
      high: text(high),
      low: text(low),
      close: text(close),
      venues: Object.fromEntries(venues.map(([venue, textAt]) => [venue, textAt(end)])),
    });
  }
  return candles;
}

/** The index price of every token that is or was listed at a slot, by mint: USDC per whole token, 18 digits after the point. */
export function indexPriceTexts(opts: { readonly model: MarketModel; readonly slot: number }): Record<string, string> {
  return Object.fromEntries(
    opts.model.listing.tokens.map(({ token: { mint } }) => [
      mint,
      fixedPointText(opts.model.prices.indexPrice(mint, opts.slot), INDEX_DIGITS),
    ]),
  );
}
