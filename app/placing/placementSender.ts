import type { OrderView } from '../../core/order/orderView.ts';
import type { PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import { jitteredDelayMs } from '../live/backoff.ts';
import { createExternalStore, type ExternalStore } from '../live/externalStore.ts';
import { isUnanswered, type RequestError, requestErrorOf } from '../live/requestError.ts';
import { forgetPlacement, type Placement, rememberPlacement, storedPlacements } from './placement.ts';

/** Without an answer for this long, a placement counts as unanswered and is sent again with the same key. */
const ANSWER_WITHIN_MS = 6_000;
/** A click older than this is not sent again unasked: the order would come as a surprise. */
const RESEND_WITHIN_MS = 120_000;

/**
 * A placement on its way. `sending`: no answer yet. `unanswered`: the answer was lost, it is being asked for with the same key. `old`:
 * unanswered, and too old to be sent again unless the trader says so.
 */
export type OnItsWay = { readonly placement: Placement; readonly state: 'sending' | 'unanswered' | 'old' };

export const NOTHING_ON_ITS_WAY: readonly OnItsWay[] = [];

export type PlacementSender = {
  readonly onItsWay: ExternalStore<readonly OnItsWay[]>;
  /** Stores the placement under a fresh key, then sends it. */
  place(opts: { traderId: string; request: Omit<PlaceOrderRequest, 'idempotencyKey'> }): void;
  /** Takes up what an earlier page of this trader left unanswered. */
  resume(traderId: string): void;
  /** Sends everything unanswered at once: the link is back. */
  retryNow(): void;
  sendAgain(idempotencyKey: string): void;
  forget(idempotencyKey: string): void;
  stop(): void;
};

export function createPlacementSender(opts: {
  /** Sends one request. Sending the same key twice places one order. */
  send(request: PlaceOrderRequest, signal: AbortSignal): Promise<OrderView>;
  onPlaced(order: OrderView, placement: Placement): void;
  onRefused(refusal: { placement: Placement; error: RequestError }): void;
}): PlacementSender {
  const onItsWay = createExternalStore<readonly OnItsWay[]>(NOTHING_ON_ITS_WAY);
  const inFlight = new Set<string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const tries = new Map<string, number>();
  let stopped = false;

  const keyOf = ({ request }: Placement) => request.idempotencyKey;

  function show(placement: Placement, state: OnItsWay['state']): void {
    const others = onItsWay.get().filter((one) => keyOf(one.placement) !== keyOf(placement));
    onItsWay.set([...others, { placement, state }]);
  }

  function done(key: string): void {
    forgetPlacement(key);
    clearTimeout(timers.get(key));
    timers.delete(key);
    tries.delete(key);
    onItsWay.set(onItsWay.get().filter((one) => keyOf(one.placement) !== key));
  }

  function later(placement: Placement): void {
    if (stopped) return;
    const key = keyOf(placement);
    if (Date.now() - placement.clickedAt > RESEND_WITHIN_MS) {
      show(placement, 'old');
      return;
    }
    const attempt = tries.get(key) ?? 0;
    tries.set(key, attempt + 1);
    show(placement, 'unanswered');
    timers.set(
      key,
      setTimeout(() => void send(placement), jitteredDelayMs(attempt)),
    );
  }

  async function send(placement: Placement): Promise<void> {
    const key = keyOf(placement);
    if (stopped || inFlight.has(key)) return;
    inFlight.add(key);
    clearTimeout(timers.get(key));
    try {
      const order = await opts.send(placement.request, AbortSignal.timeout(ANSWER_WITHIN_MS));
      done(key);
      opts.onPlaced(order, placement);
    } catch (thrown) {
      const error = requestErrorOf(thrown);
      if (isUnanswered(error)) return later(placement);
      done(key);
      opts.onRefused({ placement, error });
    } finally {
      inFlight.delete(key);
    }
  }

  function find(key: string): Placement | undefined {
    return onItsWay.get().find((one) => keyOf(one.placement) === key)?.placement;
  }

  return {
    onItsWay,
    place({ traderId, request }) {
      const placement: Placement = {
        traderId,
        clickedAt: Date.now(),
        request: { ...request, idempotencyKey: crypto.randomUUID() },
      };
      rememberPlacement(placement);
      show(placement, 'sending');
      void send(placement);
    },
    resume(traderId) {
      stopped = false;
      for (const placement of storedPlacements()) {
        if (placement.traderId !== traderId || find(keyOf(placement)) !== undefined) continue;
        if (Date.now() - placement.clickedAt > RESEND_WITHIN_MS) show(placement, 'old');
        else {
          show(placement, 'unanswered');
          void send(placement);
        }
      }
    },
    retryNow() {
      for (const { placement, state } of onItsWay.get()) if (state === 'unanswered') void send(placement);
    },
    sendAgain(key) {
      const placement = find(key);
      if (placement === undefined) return;
      show(placement, 'sending');
      void send(placement);
    },
    forget: done,
    stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
