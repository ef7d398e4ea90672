import type { CancelAllAnswer, CancelAnswer } from '../../core/order/cancelOrder.ts';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { requestErrorOf } from '../browser/requestError.ts';
import type { Desk } from '../live/DeskContext.tsx';
import type { EventLog } from '../live/heardEvents.ts';
import { withHeard } from '../live/withHeard.ts';
import { orderToastId } from '../order/orderToastId.ts';
import { closeToast, showToast, updateToast } from '../ui/toastQueue.ts';
import { cancelStateOf, setCancelState } from './cancelStates.ts';
import { cancelErrorToast, cancelToast, endAfterTooLate, endWithoutAnswer } from './cancelToast.ts';

/** What a cancellation needs of the page. */
export type CancelMeans = {
  readonly server: {
    cancel(orderId: string, signal: AbortSignal): Promise<CancelAnswer>;
    cancelAll(signal: AbortSignal): Promise<CancelAllAnswer>;
  };
  readonly events: EventLog;
  readonly checkSession: Desk['keeper']['check'];
  readonly locale: string;
};

/** How long to wait for an answer, ms: the server itself waits up to 5 s for the chain's. */
const ANSWER_WITHIN_MS = 12_000;

/** Requests the cancellation of an order, once at a time, and shows the answer; its message takes the place of the one that follows the order. */
export async function cancelOne({ order, ...means }: CancelMeans & { readonly order: OrderView }): Promise<void> {
  const { server, events, checkSession, locale } = means;
  const { orderId } = order;
  if (cancelStateOf(orderId) !== undefined) return;
  const id = `cancel-${orderId}`;
  setCancelState(orderId, 'asked');
  try {
    const answer = await server.cancel(orderId, AbortSignal.timeout(ANSWER_WITHIN_MS));
    setCancelState(orderId, answer.outcome === 'too_late' ? 'too_late' : undefined);
    closeToast(orderToastId(orderId));
    showToast({ id, ...cancelToast(answer, locale) });
    if (answer.outcome !== 'too_late') return;
    const { signature } = answer;
    onceEnded({
      order: answer.order,
      events,
      run: (ended) => updateToast(id, endAfterTooLate({ order: ended, signature, locale })),
    });
  } catch (thrown) {
    setCancelState(orderId, undefined);
    const error = requestErrorOf(thrown);
    // That a session has ended is said once, for the whole page.
    if (error.code === 'UNAUTHENTICATED') return checkSession();
    const again = () => void cancelOne({ order, ...means });
    showToast({ id, ...cancelErrorToast({ order, error, locale, again }) });
    onceEnded({
      order,
      events,
      run(ended) {
        if (cancelStateOf(orderId) === undefined) updateToast(id, endWithoutAnswer(ended, locale));
      },
    });
  }
}

/** Runs when the order ends, or at once when it has. */
function onceEnded(opts: { order: OrderView; events: EventLog; run(ended: OrderView): void }): void {
  const { order, events, run } = opts;
  const look = () => {
    const now = withHeard(order, events.of(order.orderId));
    if (!isFinal(now.status)) return;
    unwatch();
    run(now);
  };
  const unwatch = events.watch(order.orderId, look);
  look();
}
