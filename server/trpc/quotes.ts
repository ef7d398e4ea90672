import { z } from 'zod';
import { EngineError } from '../../core/errors/engineError.ts';
import { boundOf, MAX_SLIPPAGE_BPS } from '../../core/order/bound.ts';
import { listedMint, positiveBaseUnits } from '../../core/order/placeOrder.ts';
import { encodeRouteDecision } from '../../core/routing/routeJson.ts';
import { routeDecisionJson } from '../../core/routing/routeJsonSchema.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { createRouter, quoteProcedure } from './trpc.ts';

/** Slippage that a quote's bound allows when the client doesn't say, in basis points. */
const DEFAULT_SLIPPAGE_BPS = 50;

export const quotesRouter = createRouter({
  get: quoteProcedure
    .input(
      z
        .strictObject({
          tokenIn: listedMint,
          tokenOut: listedMint,
          amountIn: positiveBaseUnits,
          slippageBps: z
            .int({ error: 'must be a whole number of basis points' })
            .min(0, { error: 'must be at least 0' })
            .max(MAX_SLIPPAGE_BPS, { error: `must be at most ${MAX_SLIPPAGE_BPS}` })
            .default(DEFAULT_SLIPPAGE_BPS),
        })
        .refine((quote) => quote.tokenIn !== quote.tokenOut, { path: ['tokenOut'], error: 'must differ from tokenIn' }),
    )
    .output(
      z.object({
        slot: z.number().int(),
        unixSeconds: z.number().int(),
        decision: routeDecisionJson,
        minOut: z.string().nullable(),
      }),
    )
    .query(({ ctx, input }) => {
      const market = ctx.engine.market.current();
      if (market === undefined || !ctx.engine.market.isFresh()) throw new EngineError({ code: 'MARKET_UNAVAILABLE' });
      const { tokenIn, tokenOut, amountIn, slippageBps } = input;
      const decision = routeOnMarket({ market, mintIn: tokenIn, mintOut: tokenOut, amountIn });
      return {
        slot: market.slot,
        unixSeconds: market.clock.unixSeconds,
        decision: encodeRouteDecision(decision),
        minOut:
          decision.kind === 'route' ? boundOf({ quotedOut: decision.route.amountOut, slippageBps }).toString() : null,
      };
    }),
});
