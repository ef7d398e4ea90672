import type { CancelAnswer } from '../../core/order/cancelOrder.ts';
import type { PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import type { Changes, Distance } from './restingRequests.ts';

/** A client's plan to amend an order that rests, and what became of it. */
export type PlannedAmendment = {
  /** How long after the acknowledgement, milliseconds. */
  readonly afterMs: number;
  readonly changes: Changes;
  readonly distance: Distance;
  /** Undefined while there is no clear answer: the order may have either terms. */
  outcome: 'amended' | 'refused' | undefined;
};

/** The client's record of an order. The journal of all clients is what the engine is compared with. */
export type JournalEntry = {
  readonly trader: number;
  readonly request: PlaceOrderRequest;
  /** Of an order that rests. */
  readonly distance: Distance | undefined;
  /** The ids in the answers; exactly one unless the engine lost or duplicated an order. */
  readonly acknowledged: Set<string>;
  /** From the first click to the first acknowledgement, milliseconds. */
  acceptMs: number | undefined;
  /** The reason of a final refusal. */
  refused: string | undefined;
  /** Clicks whose answer did not say whether the order was placed. */
  unclear: number;
  readonly duplicate: boolean;
  readonly amendment: PlannedAmendment | undefined;
  /** How long after the acknowledgement the trader cancels the order, milliseconds, if at all; and the final answer. */
  readonly cancelAfterMs: number | undefined;
  cancelled: CancelAnswer['outcome'] | undefined;
};

/** The amounts that the engine may have for an order. */
export function amountsOf({ request, amendment }: JournalEntry): string[] {
  const amended = amendment?.changes.amountIn;
  if (amended === undefined || amendment?.outcome === 'refused') return [request.amountIn];
  return amendment?.outcome === 'amended' ? [amended] : [request.amountIn, amended];
}

/** True when the market can't have come to what the order waits for, whatever became of its amendment. */
export function neverFires({ distance, amendment }: JournalEntry): boolean {
  return (
    distance === 'far' && (amendment === undefined || amendment.distance === 'far' || amendment.outcome === 'refused')
  );
}
