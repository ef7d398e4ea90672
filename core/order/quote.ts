import { z } from 'zod';
import { routeDecisionJson } from '../routing/routeJsonSchema.ts';
import { listedMint, positiveBaseUnits, slippageBps } from './kinds/requestFields.ts';

/** Default slippage for a quote's bound, in basis points. */
const DEFAULT_SLIPPAGE_BPS = 50;

/** The fields of a request for a quote. */
export const quoteFields = z.strictObject({
  tokenIn: listedMint,
  tokenOut: listedMint,
  amountIn: positiveBaseUnits,
  slippageBps: slippageBps.default(DEFAULT_SLIPPAGE_BPS),
});

/** The input of `quotes.get`. */
export const quoteRequest = quoteFields.refine((quote) => quote.tokenIn !== quote.tokenOut, {
  path: ['tokenOut'],
  error: 'must differ from tokenIn',
  params: { errorCode: 'SAME_TOKEN' },
});

/** A quote on the pools of `slot`. `minOut` is the bound that an order with that slippage would get; null when no route fills the swap. */
export const quoteAnswer = z.object({
  slot: z.number().int(),
  unixSeconds: z.number().int(),
  decision: routeDecisionJson,
  minOut: z.string().nullable(),
});
