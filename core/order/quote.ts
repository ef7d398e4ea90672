import { z } from 'zod';
import { routeDecisionJson } from '../routing/routeJsonSchema.ts';
import { MAX_SLIPPAGE_BPS } from './bound.ts';
import { listedMint, positiveBaseUnits } from './placeOrder.ts';

/** Slippage that a quote's bound allows when the client doesn't say, in basis points. */
const DEFAULT_SLIPPAGE_BPS = 50;

/** The fields of a request for a quote. */
export const quoteFields = z.strictObject({
  tokenIn: listedMint,
  tokenOut: listedMint,
  amountIn: positiveBaseUnits,
  slippageBps: z
    .int({ error: 'must be a whole number of basis points' })
    .min(0, { error: 'must be at least 0' })
    .max(MAX_SLIPPAGE_BPS, { error: `must be at most ${MAX_SLIPPAGE_BPS}` })
    .default(DEFAULT_SLIPPAGE_BPS),
});

/** The input of `quotes.get`. */
export const quoteRequest = quoteFields.refine((quote) => quote.tokenIn !== quote.tokenOut, {
  path: ['tokenOut'],
  error: 'must differ from tokenIn',
  params: { errorCode: 'SAME_TOKEN' },
});

/** A quote on the pools of `slot`; `minOut` is what an order with that slippage would be bound to, null when nothing fills the swap. */
export const quoteAnswer = z.object({
  slot: z.number().int(),
  unixSeconds: z.number().int(),
  decision: routeDecisionJson,
  minOut: z.string().nullable(),
});
