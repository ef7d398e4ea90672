import { z } from 'zod';
import { EngineError } from '../../core/errors/engineError.ts';
import { CANDLE_INTERVALS, CANDLE_SECONDS, MAX_CANDLES } from '../../core/market/candle.ts';
import { candle } from '../../core/market/candleSchema.ts';
import { knownListing, listingSince } from '../../core/market/listing.ts';
import { listingView } from '../../core/market/listingSchema.ts';
import { marketSnapshot } from '../../core/market/snapshotSchema.ts';
import { listedMint } from '../../core/order/kinds/requestFields.ts';
import { openTokens } from '../../core/tokens/token.ts';
import { dayStats } from '../market/dayStats.ts';
import { marketStream, wholeMarket } from '../market/marketStream.ts';
import { lineOf, paced } from './paced.ts';
import { createRouter, publicProcedure } from './trpc.ts';

const unixSeconds = z.int({ error: 'must be a whole number of Unix seconds' }).min(0).max(253_402_300_799);

/** Number of candles that cost as much as one read, in addition to the read for the call itself. */
const ROWS_A_READ = 20;

/** Default number of candles in an answer. */
const DEFAULT_CANDLES = 300;

export const marketRouter = createRouter({
  tokens: publicProcedure
    .output(z.array(z.object({ symbol: z.string(), name: z.string(), mint: z.string(), decimals: z.number().int() })))
    .query(() => [...openTokens()]),

  pools: publicProcedure.output(marketSnapshot).query(({ ctx }) => {
    const market = ctx.engine.market.current();
    if (market === undefined) throw new EngineError({ code: 'MARKET_UNAVAILABLE' });
    return wholeMarket(market);
  }),

  /** Tokens and pools, including withdrawn ones: all, or the changes since a version. */
  listing: publicProcedure
    .input(z.strictObject({ sinceVersion: z.string().max(100).optional() }).optional())
    .output(listingView)
    .query(({ input }) => listingSince(knownListing(), input?.sinceVersion)),

  onPools: publicProcedure.subscription(({ ctx, signal }) =>
    paced({
      line: lineOf(ctx),
      kind: 'market.onPools',
      most: 1,
      signal,
      stream: (signal) => marketStream({ market: ctx.engine.market, signal }),
    }),
  ),

  /** The index price of every token, as it changes; a page derives the prices of pairs and the current candle from it. */
  onIndex: publicProcedure.subscription(({ ctx, signal }) =>
    paced({
      line: lineOf(ctx),
      kind: 'market.onIndex',
      most: 1,
      signal,
      stream: (signal) => ctx.engine.indexStream(signal),
    }),
  ),

  /** The last 24 hours of every listed pair by the index price. */
  day: publicProcedure.output(z.array(dayStats)).query(async ({ ctx }) => [...(await ctx.engine.dayStats())]),

  candles: publicProcedure
    .input(
      z
        .strictObject({
          base: listedMint,
          quote: listedMint,
          interval: z.enum(CANDLE_INTERVALS),
          from: unixSeconds.optional(),
          to: unixSeconds.optional(),
          limit: z
            .int()
            .min(1, { error: 'must be at least 1' })
            .max(MAX_CANDLES, { error: `must be at most ${MAX_CANDLES}` })
            .default(DEFAULT_CANDLES),
        })
        .refine((range) => range.base !== range.quote, {
          path: ['quote'],
          error: 'must differ from base',
          params: { errorCode: 'SAME_TOKEN' },
        }),
    )
    .output(z.array(candle))
    .query(async ({ ctx, input }) => {
      const { base, quote, interval, limit } = input;
      const seconds = CANDLE_SECONDS[interval];
      // Candles follow the wall clock; the chain returns none beyond its head.
      const now = Math.floor(Date.now() / 1000);
      // Without a range: the last ones, including the current unfinished one.
      const to = Math.min(input.to ?? now + 1, now + 1);
      const from = Math.max(input.from ?? 0, (Math.ceil(to / seconds) - limit) * seconds, 0);
      if (from >= to) return [];
      const rows = Math.ceil((to - from) / seconds);
      await ctx.engine.limits.read({ address: ctx.address, units: Math.ceil(rows / ROWS_A_READ) });
      return [...(await ctx.engine.candles({ base, quote, interval, from, to }))];
    }),
});
