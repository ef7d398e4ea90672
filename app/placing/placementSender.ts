import type { OrderView } from '../../core/order/orderView.ts';
import type { KeylessRequest, PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import { jitteredDelayMs } from '../browser/backoff.ts';
import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';
import { isUnanswered, type RequestError, requestErrorOf } from '../browser/requestError.ts';
import { serverNow } from '../browser/serverClock.ts';
import { forgetPlacement, type Placement, rememberPlacement, storedPlacements } from './placement.ts';

/** Without an answer for this long, a placement counts as unanswered and is sent again with the same key. */
const ANSWER_WITHIN_MS = 6_000;
/** A click older than this is not sent again automatically: the order would surprise the trader. */
const RESEND_WITHIN_MS = 120_000;
/** A click may appear this far in the future, since the server's clock is known to the second; one further ahead means that the clock was set. */
const AHEAD_AT_MOST_MS = 2_000;

/**
 * A placement being sent. `sending`: no answer yet. `unanswered`: the answer was lost, and the same request is repeated with the same key. `old`:
 * unanswered and too old to be sent again without the trader's consent; also when the clock was set since, so that its age is unknown.
 */
export type OnItsWay = { readonly placement: Placement; readonly state: 'sending' | 'unanswered' | 'old' };

export const NOTHING_ON_ITS_WAY: readonly OnItsWay[] = [];

export type PlacementSender = {
  readonly onItsWay: ExternalStore<readonly OnItsWay[]>;
  /** Stores the placement under a new key, if the browser allows it, then sends it. */
  place(opts: { traderId: string; request: KeylessRequest }): void;
  /** Resumes the unanswered placements of an earlier page of this trader. */
  resume(traderId: string): void;
  /** Sends all unanswered placements at once, when the connection is back. */
  retryNow(): void;
  sendAgain(idempotencyKey: string): void;
  forget(idempotencyKey: string): void;
  stop(): void;
};

/** 128 random bits. `crypto.randomUUID` is missing on pages without TLS, except on localhost. */
function newIdempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function createPlacementSender(opts: {
  /** Sends one request. Sending the same key twice places one order. */
  send(request: PlaceOrderRequest, signal: AbortSignal): Promise<OrderView>;
  onPlaced(order: OrderView, placement: Placement): void;
  /** Called when the browser can't store the placement: it is sent anyway, but a reload before the answer would lose track of it. */
  onNotKept(): void;
  onRefused(refusal: { placement: Placement; error: RequestError }): void;
}): PlacementSender {
  const onItsWay = createExternalStore<readonly OnItsWay[]>(NOTHING_ON_ITS_WAY);
  const inFlight = new Set<string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const tries = new Map<string, number>();
  /** The time of each click on this page, by a monotonic clock. */
  const clickedHere = new Map<string, number>();
  let stopped = false;

  const keyOf = ({ request }: Placement) => request.idempotencyKey;

  function isRecent(placement: Placement): boolean {
    const here = clickedHere.get(keyOf(placement));
    const elapsed = here === undefined ? 0 : performance.now() - here;
    const age = serverNow() - placement.clickedAt;
    return age >= -AHEAD_AT_MOST_MS && Math.max(age, elapsed) <= RESEND_WITHIN_MS;
  }

  function show(placement: Placement, state: OnItsWay['state']): void {
    const others = onItsWay.get().filter((one) => keyOf(one.placement) !== keyOf(placement));
    onItsWay.set([...others, { placement, state }]);
  }

  function done(key: string): void {
    forgetPlacement(key);
    clearTimeout(timers.get(key));
    timers.delete(key);
    tries.delete(key);
    clickedHere.delete(key);
    onItsWay.set(onItsWay.get().filter((one) => keyOf(one.placement) !== key));
  }

  function later(placement: Placement): void {
    if (stopped) return;
    const key = keyOf(placement);
    if (!isRecent(placement)) {
      show(placement, 'old');
      return;
    }
    const attempt = tries.get(key) ?? 0;
    tries.set(key, attempt + 1);
    show(placement, 'unanswered');
    timers.set(
      key,
      setTimeout(() => sendUnasked(placement), jitteredDelayMs(attempt)),
    );
  }

  /** Sends recent placements again; checks their age, since a timer may fire after hours of sleep. */
  function sendUnasked(placement: Placement): void {
    if (isRecent(placement)) void send(placement);
    else show(placement, 'old');
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
        clickedAt: serverNow(),
        request: { ...request, idempotencyKey: newIdempotencyKey() },
      };
      clickedHere.set(keyOf(placement), performance.now());
      if (!rememberPlacement(placement)) opts.onNotKept();
      show(placement, 'sending');
      void send(placement);
    },
    resume(traderId) {
      stopped = false;
      for (const placement of storedPlacements()) {
        if (placement.traderId !== traderId || find(keyOf(placement)) !== undefined) continue;
        show(placement, 'unanswered');
        sendUnasked(placement);
      }
    },
    retryNow() {
      for (const { placement, state } of onItsWay.get()) if (state === 'unanswered') sendUnasked(placement);
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
