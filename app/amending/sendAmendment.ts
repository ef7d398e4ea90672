import type { OrderView } from '../../core/order/orderView.ts';
import { type RequestError, requestErrorOf } from '../browser/requestError.ts';
import { swapText } from '../order/orderOutcome.ts';
import { orderToastId } from '../order/orderToastId.ts';
import { waitingText } from '../resting/restingWords.ts';
import { closeToast, showToast } from '../ui/toastQueue.ts';
import type { AmendInput, AmendProcedure } from './amendContract.ts';

/** How long to wait for an answer, ms. */
const ANSWER_WITHIN_MS = 12_000;

/** Sends an amendment and shows that it was made; its message takes the place of the one that follows the order. Returns why it was not. */
export async function sendAmendment(opts: {
  server: AmendProcedure;
  input: AmendInput;
  locale: string;
}): Promise<{ order: OrderView } | { error: RequestError }> {
  const { server, input, locale } = opts;
  try {
    const { order } = await server.amend.mutate(input, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    closeToast(orderToastId(order.orderId));
    showToast({
      id: `amend-${order.orderId}`,
      title: waitingText(order, locale),
      description: `Amended: ${swapText(order, locale)}.`,
      tone: 'good',
    });
    return { order };
  } catch (thrown) {
    return { error: requestErrorOf(thrown) };
  }
}
