import { type AmountProblem, parseAmount } from '../../core/amounts/parse.ts';
import type { Market } from '../../core/market/snapshot.ts';
import { boundOf } from '../../core/order/kinds/bound.ts';
import type { RouteDecision } from '../../core/routing/route.ts';
import type { TicketState } from './ticketState.ts';
import type { RouteOnMarket } from './useRouteOnMarket.ts';

/** The ticket as read and quoted on the current market. */
export type TicketQuote = {
  /** Base units of tokenIn; undefined while the text is not a positive amount. */
  readonly amountIn: bigint | undefined;
  readonly amountProblem: AmountProblem | 'zero' | undefined;
  readonly decision: RouteDecision | undefined;
  /** The bound that the order will carry, base units of tokenOut. */
  readonly minOut: bigint | undefined;
  /** How far the output may be below the quote; undefined while the typed slippage is invalid. */
  readonly slippageBps: number | undefined;
  readonly ownMinimumProblem: AmountProblem | 'zero' | undefined;
};

type Positive = { amount: bigint | undefined; problem: AmountProblem | 'zero' | undefined };

function positive(opts: { text: string; decimals: number; locale: string }): Positive {
  const parsed = parseAmount(opts);
  if (parsed.kind === 'problem') return { amount: undefined, problem: parsed.problem };
  return parsed.amount === 0n ? { amount: undefined, problem: 'zero' } : { amount: parsed.amount, problem: undefined };
}

function minimum(slippageBps: number | undefined, decision: RouteDecision | undefined, own: Positive | undefined) {
  if (own !== undefined) return own.amount;
  if (decision?.kind !== 'route' || slippageBps === undefined) return undefined;
  return boundOf({ quotedOut: decision.route.amountOut, slippageBps });
}

/** Reads the ticket and routes it over the streamed pools, with the engine's own pure function. */
export function quoteTicket(opts: {
  state: TicketState;
  market: Market | undefined;
  /** Undefined while it is being loaded. */
  route: RouteOnMarket | undefined;
  locale: string;
}): TicketQuote {
  const { state, market, route, locale } = opts;
  const { tokenIn, tokenOut } = state;
  const slippageBps = state.slippage.bps;
  const { ownMinimumText } = state;
  const { amount, problem } = positive({ text: state.amountText, decimals: tokenIn.decimals, locale });
  const own =
    ownMinimumText === undefined ? undefined : positive({ text: ownMinimumText, decimals: tokenOut.decimals, locale });
  const decision =
    amount === undefined || market === undefined
      ? undefined
      : route?.({ market, mintIn: tokenIn.mint, mintOut: tokenOut.mint, amountIn: amount });
  return {
    amountIn: amount,
    amountProblem: problem,
    decision,
    minOut: minimum(slippageBps, decision, own),
    slippageBps,
    ownMinimumProblem: own?.problem,
  };
}
