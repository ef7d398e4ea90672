import type { OrderTerms } from './orderView.ts';

/** What the engine knows of an order's terms: base units, and an instant. */
type KnownTerms = Pick<OrderTerms, 'type' | 'tokenIn' | 'tokenOut' | 'slippageBps'> & {
  readonly amountIn: bigint;
  readonly requestedMinOut: bigint | null | undefined;
  readonly minOut: bigint;
  readonly quotedOut: bigint | null | undefined;
  readonly quoteSlot: number | null | undefined;
  readonly validUntil: Date;
};

/** An order's terms as they are shown. */
export function shownTerms(order: KnownTerms): OrderTerms {
  return {
    type: order.type,
    tokenIn: order.tokenIn,
    tokenOut: order.tokenOut,
    amountIn: order.amountIn.toString(),
    slippageBps: order.slippageBps,
    requestedMinOut: order.requestedMinOut?.toString() ?? null,
    minOut: order.minOut.toString(),
    quotedOut: order.quotedOut?.toString() ?? null,
    quoteSlot: order.quoteSlot ?? null,
    validUntil: order.validUntil.toISOString(),
  };
}
