import type { KeylessRequest } from '../../core/order/placeOrder.ts';
import type { RouteFound } from '../../core/routing/route.ts';
import type { Token } from '../../core/tokens/token.ts';
import type { TicketQuote } from './quoteTicket.ts';
import type { TicketState } from './ticketState.ts';

/** A quote that was shown to the trader, and that is sent unchanged. */
export type FrozenQuote = {
  readonly tokenIn: Token;
  readonly tokenOut: Token;
  /** Base units of tokenIn. */
  readonly amountIn: bigint;
  readonly decision: RouteFound;
  /** Base units of tokenOut. */
  readonly minOut: bigint;
  readonly slippageBps: number;
  /** True when the minimum is the trader's own, not derived from the slippage. */
  readonly ownMinimum: boolean;
  /** Milliseconds since the page began, see pageTime. */
  readonly frozenAt: number;
};

/** Milliseconds since the page began: a monotonic clock, so that a quote's age is right even if the system clock is set. */
export function pageTime(): number {
  return performance.now();
}

/** A quote older than this no longer counts as the current price. */
export const QUOTE_LIVES_MS = 15_000;

/** A price that is worse by more than this is always shown before sending, parts per million of the output: 5 bps. */
const MOST_TOLERATED_PPM = 500;
/** For smaller tolerances, a tenth of the slippage: parts per million for each of its basis points. */
const TOLERATED_PPM_PER_BPS = 10;

/** The ticket's current quote; undefined while the ticket can't be sent. */
export function freeze(opts: { state: TicketState; quote: TicketQuote; now: number }): FrozenQuote | undefined {
  const { state, quote, now } = opts;
  const { amountIn, minOut, slippageBps, decision } = quote;
  if (amountIn === undefined || minOut === undefined || slippageBps === undefined) return undefined;
  if (decision?.kind !== 'route') return undefined;
  return {
    tokenIn: state.tokenIn,
    tokenOut: state.tokenOut,
    amountIn,
    decision,
    minOut,
    slippageBps,
    ownMinimum: state.ownMinimumText !== undefined,
    frozenAt: now,
  };
}

/** The market order that sends exactly what was shown. */
export function requestOf(frozen: FrozenQuote): KeylessRequest {
  return {
    type: 'market',
    tokenIn: frozen.tokenIn.mint,
    tokenOut: frozen.tokenOut.mint,
    amountIn: frozen.amountIn.toString(),
    slippageBps: frozen.slippageBps,
    minOut: frozen.minOut.toString(),
  };
}

/** How much more (less, when negative) the live quote gives than the frozen one: parts per million of the frozen output, towards zero. */
export function changePpm(frozen: FrozenQuote, live: FrozenQuote): number {
  const before = frozen.decision.route.amountOut;
  return Number(((live.decision.route.amountOut - before) * 1_000_000n) / before);
}

/** Why a frozen quote is no longer valid: the price is worse than tolerated, or the quote is too old. Undefined while it is valid. */
export function whyOutdated(opts: {
  frozen: FrozenQuote;
  live: FrozenQuote | undefined;
  now: number;
}): 'moved' | 'aged' | undefined {
  const { frozen, live, now } = opts;
  const tolerated = Math.min(MOST_TOLERATED_PPM, frozen.slippageBps * TOLERATED_PPM_PER_BPS);
  if (live !== undefined && changePpm(frozen, live) < -tolerated) return 'moved';
  return now - frozen.frozenAt >= QUOTE_LIVES_MS ? 'aged' : undefined;
}
