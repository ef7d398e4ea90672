import { z } from 'zod';

/** Lengths of a candle by name, seconds. */
export const CANDLE_SECONDS = {
  '1s': 1,
  '5s': 5,
  '15s': 15,
  '1m': 60,
  '5m': 300,
  '15m': 900,
  '1h': 3_600,
  '4h': 14_400,
  '1d': 86_400,
} as const;
export type CandleInterval = keyof typeof CANDLE_SECONDS;
export const CANDLE_INTERVALS = Object.keys(CANDLE_SECONDS) as readonly CandleInterval[];

/** One answer holds at most so many candles. */
export const MAX_CANDLES = 1_000;

const price = z.string().regex(/^[0-9]+\.[0-9]+$/);

/**
 * One candle of the index price (the fair price before any venue's own deviation): quote tokens per base token as exact decimal
 * strings, whole tokens. `time` is the candle's start in Unix seconds, a multiple of its length.
 */
export const candle = z.strictObject({ time: z.number().int(), open: price, high: price, low: price, close: price });
export type Candle = z.infer<typeof candle>;
