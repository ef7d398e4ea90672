import { z } from 'zod';

/** Candles and index prices on the wire. In a separate file, so that the browser, which trusts its server, need not load the checks. */

/** Quote tokens per base token, whole tokens, as an exact decimal string. */
export const priceNumeral = z.string().regex(/^[0-9]+\.[0-9]+$/);

/**
 * One candle of the index price (the fair price before any venue's own deviation). `time` is the candle's start in Unix seconds of the wall
 * clock, a multiple of its length. `venues` holds, for each venue with a pool of the pair, that pool's resting price at the close: its price
 * without recent trades (for a pool with bins, in steps of its bins).
 */
export const candle = z.strictObject({
  time: z.number().int(),
  open: priceNumeral,
  high: priceNumeral,
  low: priceNumeral,
  close: priceNumeral,
  venues: z.record(z.string(), priceNumeral),
});
export type Candle = z.infer<typeof candle>;

/**
 * The index price of every listed token at a slot: USDC per whole token as an exact decimal string, with 18 digits after the point.
 * `unixMs` is the wall-clock time at which the slot began, on the same clock as the candles' times.
 */
export const indexPrices = z.strictObject({
  slot: z.number().int().min(0),
  unixMs: z.number().int(),
  prices: z.record(z.string(), priceNumeral),
});
export type IndexPrices = z.infer<typeof indexPrices>;
