import type { OrderTerms } from './orderView.ts';

/** An order's terms inside the engine: amounts in base units as bigint, the expiry as a Date. */
type KnownTerms = Pick<
  OrderTerms,
  'type' | 'tokenIn' | 'tokenOut' | 'slippageBps' | 'trigger' | 'exit' | 'entryOrderId' | 'version'
> & {
  readonly amountIn: bigint;
  readonly requestedMinOut: bigint | null | undefined;
  readonly minOut: bigint;
  readonly quotedOut: bigint | null | undefined;
  readonly quoteSlot: number | null | undefined;
  readonly validUntil: Date;
};

/** The terms in the form for the wire. */
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
    trigger: order.trigger,
    exit: order.exit,
    entryOrderId: order.entryOrderId,
    version: order.version,
  };
}
