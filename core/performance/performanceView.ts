import { z } from 'zod';

const micro = z.string().regex(/^-?(0|[1-9][0-9]*)$/);
const units = z.string().regex(/^(0|[1-9][0-9]*)$/);
const count = z.number().int().min(0);

/** The position in a token: base units held, and micro-USDC. */
const tokenPerformance = z.object({
  token: z.string(),
  /** The sum of fills and deposits, including amounts held by open orders. */
  amount: units,
  /** The cost of `amount`, average-cost method. */
  costBasis: micro,
  /** Proceeds less cost of disposed amounts. */
  realised: micro,
  /** True when a deposit without a mark of its time was valued at a later one. */
  estimated: z.boolean(),
});

/** A trader's results. Money is micro-USDC as decimal strings. */
export const performanceView = z.object({
  realised: micro,
  tokens: z.array(tokenPerformance),
  fills: count,
  /** Number of fills without a known value: they pass on the cost, without profit or loss. */
  unvaluedFills: count,
  /** Mean over the fills with a quote at acceptance, bps of the quote; positive when less was received than quoted. Null without such fills. */
  averageSlippageBps: z.number().nullable(),
  /** Fills by place of execution: on one venue only (by its id), or on several, in parallel or one after the other. */
  wins: z.object({ venues: z.record(z.string(), count), split: count }),
  /** Trade fees contained in what was paid, by venue. */
  fees: z.record(z.string(), micro),
  /** The same fees by the token in which they were charged, base units. */
  feesByToken: z.record(z.string(), units),
});
export type PerformanceView = z.infer<typeof performanceView>;
