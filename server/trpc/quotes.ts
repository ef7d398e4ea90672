import { EngineError } from '../../core/errors/engineError.ts';
import { boundOf } from '../../core/order/kinds/bound.ts';
import { quoteAnswer, quoteRequest } from '../../core/order/quote.ts';
import { encodeRouteDecision } from '../../core/routing/routeJson.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { isOpenToken } from '../../core/tokens/token.ts';
import { createRouter, quoteProcedure } from './trpc.ts';

export const quotesRouter = createRouter({
  get: quoteProcedure
    .input(quoteRequest)
    .output(quoteAnswer)
    .query(({ ctx, input }) => {
      if (![input.tokenIn, input.tokenOut].every(isOpenToken)) throw new EngineError({ code: 'UNKNOWN_TOKEN' });
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
