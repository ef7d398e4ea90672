import { NOMINAL_SLOT_MS } from '../../core/chain/slot.ts';
import { CANDLE_SECONDS, type Candle, type CandleInterval, MAX_CANDLES } from '../../core/market/candle.ts';
import { listedToken, type Mint } from '../../core/tokens/token.ts';
import type { FairPrices } from './fairPrice.ts';

/** Highest and lowest price of a candle are those of at most so many slots, evenly spaced, and its last one. */
const SAMPLES = 32;

/** Digits after the point in a price. */
const FRACTION_DIGITS = 15;
const PRICE_SCALE = 10n ** BigInt(FRACTION_DIGITS);

/** A price of whole tokens × 10^15 as an exact decimal string. */
function priceText(price: bigint): string {
  const digits = price.toString().padStart(FRACTION_DIGITS + 1, '0');
  return `${digits.slice(0, -FRACTION_DIGITS)}.${digits.slice(-FRACTION_DIGITS)}`;
}

/** Thrown when more candles are asked for than one answer holds. */
export class TooManyCandles extends Error {
  override readonly name = 'TooManyCandles';
}

/**
 * Candles of the index price from the function of the price itself: any range, before genesis too, none of it stored. Time is the chain's
 * (slot 0 at genesis, 400 ms a slot); nothing beyond `headSlot` is told, since it would be the future: the last candle ends there. The
 * price is rounded down at the 15th digit. Throws TooManyCandles, RangeError for a token that is not listed.
 */
export function indexCandles(opts: {
  readonly prices: FairPrices;
  readonly base: Mint;
  readonly quote: Mint;
  readonly interval: CandleInterval;
  /** Unix seconds; candles start in [from, to). */
  readonly from: number;
  readonly to: number;
  /** Unix milliseconds of slot 0. */
  readonly genesisTime: number;
  readonly headSlot: number;
}): Candle[] {
  const { prices, genesisTime, headSlot } = opts;
  const [base, quote] = [listedToken(opts.base).mint, listedToken(opts.quote).mint];
  const seconds = CANDLE_SECONDS[opts.interval];
  const first = Math.ceil(opts.from / seconds) * seconds;
  if ((opts.to - first) / seconds > MAX_CANDLES) {
    throw new TooManyCandles(
      `at most ${MAX_CANDLES} candles are given at once: ask for a shorter range or a longer interval`,
    );
  }
  const slotAt = (unixSeconds: number) => Math.ceil((unixSeconds * 1000 - genesisTime) / NOMINAL_SLOT_MS);
  const priceAt = (slot: number) => (prices.indexPrice(base, slot) * PRICE_SCALE) / prices.indexPrice(quote, slot);

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
    candles.push({ time, open: priceText(open), high: priceText(high), low: priceText(low), close: priceText(close) });
  }
  return candles;
}
