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

/** Maximum number of candles in one answer. */
export const MAX_CANDLES = 1_000;
