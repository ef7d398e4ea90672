import { z } from 'zod';
import type { CandlesRequest } from '../../core/chain/chainApi.ts';
import { CANDLE_SECONDS } from '../../core/market/candle.ts';
import { type Candle, priceNumeral } from '../../core/market/candleSchema.ts';
import { openPools } from '../../core/market/listing.ts';

const DAY_SECONDS = 86_400;
/** The answer is the same for all callers, and computed again at this interval, milliseconds. */
const KEEP_MS = 30_000;

/**
 * The last 24 hours of a pair by its index price, quote tokens per base token (mints): the price 24 h before `asOf` (Unix seconds), and the
 * highest and lowest price since, from 15-minute candles.
 */
export const dayStats = z.object({
  pair: z.string(),
  base: z.string(),
  quote: z.string(),
  open: priceNumeral,
  high: priceNumeral,
  low: priceNumeral,
  asOf: z.number().int(),
});
export type DayStats = z.infer<typeof dayStats>;

/** Decimal strings of the same number of digits after the point, as those of candles. */
function isHigher(left: string, right: string): boolean {
  return left.length === right.length ? left > right : left.length > right.length;
}

async function statsOf(opts: {
  pair: string;
  base: string;
  quote: string;
  asOf: number;
  candles(request: CandlesRequest): Promise<readonly Candle[]>;
}): Promise<DayStats | undefined> {
  const { pair, base, quote, asOf } = opts;
  const from = asOf - DAY_SECONDS;
  const [start, day] = await Promise.all([
    opts.candles({ base, quote, interval: '1s', from, to: from + CANDLE_SECONDS['1s'] }),
    opts.candles({ base, quote, interval: '15m', from, to: asOf + 1 }),
  ]);
  const open = start[0]?.open ?? day[0]?.open;
  if (open === undefined) return undefined;
  let [high, low] = [open, open];
  for (const candle of day) {
    if (isHigher(candle.high, high)) high = candle.high;
    if (isHigher(low, candle.low)) low = candle.low;
  }
  return { pair, base, quote, open, high, low, asOf };
}

/** The day of every listed pair, fetched from the chain at intervals for all callers. Throws the errors of `candles`. */
export function createDayStats(opts: {
  candles(request: CandlesRequest): Promise<readonly Candle[]>;
}): () => Promise<readonly DayStats[]> {
  let madeAt = Number.NEGATIVE_INFINITY;
  let made: Promise<readonly DayStats[]> | undefined;

  async function make(): Promise<readonly DayStats[]> {
    const asOf = Math.floor(Date.now() / 1000);
    const all: DayStats[] = [];
    const pairs = [...new Map(openPools().map((pool) => [pool.pair, pool])).values()];
    // One after another, so that the chain can make slots in between.
    for (const { pair, mintX, mintY } of pairs) {
      const stats = await statsOf({ pair, base: mintX, quote: mintY, asOf, candles: opts.candles });
      if (stats !== undefined) all.push(stats);
    }
    return all;
  }

  return () => {
    if (made === undefined || performance.now() - madeAt >= KEEP_MS) {
      madeAt = performance.now();
      const making = make();
      made = making;
      making.catch(() => {
        if (made === making) made = undefined;
      });
    }
    return made;
  };
}
