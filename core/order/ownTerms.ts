import { orderKind } from './kinds/orderKinds.ts';
import type { PlaceOrder } from './placeOrder.ts';
import type { ExitTerms, TriggerTerms } from './trigger/triggerTerms.ts';

/** The terms that not every kind of order has; null where an order has none. */
export type OwnTerms<Amount> = {
  /** How far below the quote the outcome may be, basis points. */
  readonly slippageBps: number | null;
  /** The minimum output that the trader requested, base units of the output token. */
  readonly requestedMinOut: Amount | null;
  /** What it waits for beside its minimum. */
  readonly trigger: TriggerTerms | null;
  /** The exit that its execution arms. */
  readonly exit: ExitTerms | null;
};

/** Reads these terms from a parsed request of any kind. */
export function ownTerms(request: PlaceOrder): OwnTerms<bigint> {
  const kind = orderKind(request.type);
  return {
    slippageBps: 'slippageBps' in request ? request.slippageBps : null,
    requestedMinOut: request.minOut ?? null,
    trigger: kind.trigger(request),
    exit: kind.exit?.(request) ?? null,
  };
}
