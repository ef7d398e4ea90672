import { requestErrorOf } from '../browser/requestError.ts';
import { serverNow } from '../browser/serverClock.ts';
import { orderToastId } from '../order/orderToastId.ts';
import { closeToast, showToast } from '../ui/toastQueue.ts';
import { cancelAllErrorToast, cancelAllToast } from './cancelAllToast.ts';
import type { CancelMeans } from './cancelOne.ts';
import { cancellingAllSince, setCancelState } from './cancelStates.ts';

/** How long to wait for the answers, ms: the server itself waits up to 5 s for the chain's. */
const ANSWER_WITHIN_MS = 20_000;
const TOAST_ID = 'cancel-all';

/** Requests the cancellation of all open orders, once at a time, and shows the outcomes in one message. */
export async function cancelAll({ server, checkSession, locale }: CancelMeans): Promise<void> {
  if (cancellingAllSince.get() !== undefined) return;
  cancellingAllSince.set(serverNow());
  try {
    const { answers } = await server.cancelAll(AbortSignal.timeout(ANSWER_WITHIN_MS));
    for (const answer of answers) {
      if (!('outcome' in answer)) continue;
      const { orderId } = answer.order;
      if (answer.outcome === 'too_late') setCancelState(orderId, 'too_late');
      else closeToast(orderToastId(orderId));
    }
    showToast({ id: TOAST_ID, ...cancelAllToast(answers, locale) });
  } catch (thrown) {
    const error = requestErrorOf(thrown);
    if (error.code === 'UNAUTHENTICATED') checkSession();
    else showToast({ id: TOAST_ID, ...cancelAllErrorToast(error) });
  } finally {
    cancellingAllSince.set(undefined);
  }
}
