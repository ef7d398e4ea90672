import { z } from 'zod';

const micro = z.string().regex(/^-?(0|[1-9][0-9]*)$/);
const units = z.string().regex(/^(0|[1-9][0-9]*)$/);
const count = z.number().int().min(0);

/** How a token stands: base units held, and micro-USDC. */
const tokenPerformance = z.object({
  token: z.string(),
  /** Free and held by open orders: what the fills and deposits come to. */
  amount: units,
  /** What `amount` was taken up at, average-cost method. */
  costBasis: micro,
  /** Proceeds less cost of what was given away. */
  realised: micro,
  /** True when a deposit without a mark of its time was valued at a later one. */
  estimated: z.boolean(),
});

/** A trader's results. Money is micro-USDC as decimal strings. */
export const performanceView = z.object({
  realised: micro,
  tokens: z.array(tokenPerformance),
  fills: count,
  /** Of these fills the value was not known: they went over at cost, without profit or loss. */
  unvaluedFills: count,
  /** Mean over the fills with a quote at acceptance, bps of the quote; positive when less was received than quoted. Null without such fills. */
  averageSlippageBps: z.number().nullable(),
  /** Fills by where they were executed: on one venue alone (by its id), or on several, side by side or one after the other. */
  wins: z.object({ venues: z.record(z.string(), count), split: count }),
  /** Trade fees contained in what was paid, by venue. */
  fees: z.record(z.string(), micro),
  /** The same fees by the token that they were taken in, base units. */
  feesByToken: z.record(z.string(), units),
});
export type PerformanceView = z.infer<typeof performanceView>;
