import type { CancelAnswer } from '../../core/order/cancelOrder.ts';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { isUnanswered, type RequestError } from '../browser/requestError.ts';
import { receivedText, swapText } from '../order/orderOutcome.ts';
import type { ToastMessage } from '../ui/toastQueue.ts';

/** How long a message with more to read stays, ms. */
const TO_READ_MS = 20_000;

/** A signature as a person compares it. */
const shortSignature = (signature: string) => `${signature.slice(0, 4)}…${signature.slice(-4)}`;

const RELEASED = 'Nothing was executed; the held amount is free again.';

/** What the answer to a cancellation means. That of `too_late` stays until the order has ended: see `endAfterTooLate`. */
export function cancelToast(answer: CancelAnswer, locale: string): ToastMessage {
  const { order, outcome } = answer;
  if (outcome === 'cancelled') return cancelled(order, RELEASED, locale);
  if (outcome === 'already_final') return alreadyEnded(order, locale);
  if (isFinal(order.status)) return endAfterTooLate({ order, signature: answer.signature, locale });
  return {
    title: `Too late to cancel ${swapText(order, locale)}`,
    description: `Transaction ${shortSignature(answer.signature)} was already sent and may still land. If it does not, the order ends without an execution; no further attempt follows.`,
    tone: 'warn',
    timeout: 0,
  };
}

/** How an order ended that could not be cancelled because its transaction had been sent. */
export function endAfterTooLate(opts: { order: OrderView; signature: string; locale: string }): ToastMessage {
  const { order, signature, locale } = opts;
  const transaction = `Transaction ${shortSignature(signature)}`;
  if (order.fill !== null) {
    return {
      title: `Too late to cancel: received ${receivedText(order, locale)}`,
      description: `${transaction} landed.`,
      tone: 'good',
      timeout: TO_READ_MS,
    };
  }
  if (order.failure !== null) {
    const title = `Swap of ${swapText(order, locale)} failed`;
    return { title, description: order.failure.message, tone: 'bad', timeout: TO_READ_MS };
  }
  if (order.status === 'expired') {
    const title = `Expired: ${swapText(order, locale)}`;
    return { title, description: `${transaction} did not land. ${RELEASED}`, tone: 'note', timeout: undefined };
  }
  return cancelled(order, `${transaction} did not land. ${RELEASED}`, locale);
}

function cancelled(order: OrderView, description: string, locale: string): ToastMessage {
  return { title: `Cancelled ${swapText(order, locale)}`, description, tone: 'note', timeout: undefined };
}

function alreadyEnded(order: OrderView, locale: string): ToastMessage {
  const swap = swapText(order, locale);
  if (order.fill !== null) {
    const description = `Not cancelled: it was executed before. Received ${receivedText(order, locale)}.`;
    return { title: `${swap} was already confirmed`, description, tone: 'good' };
  }
  if (order.failure !== null)
    return { title: `${swap} had already failed`, description: order.failure.message, tone: 'note' };
  const how = order.status === 'expired' ? 'had already expired' : 'was already cancelled';
  return { title: `${swap} ${how}`, description: RELEASED, tone: 'note' };
}

/**
 * Why there is no final answer: the server's own sentence, or that it is unknown whether the order was cancelled. Without one the message stays
 * until the order has ended: see `endWithoutAnswer`. `again` repeats the request.
 */
export function cancelErrorToast(opts: {
  order: OrderView;
  error: RequestError;
  locale: string;
  again(): void;
}): ToastMessage {
  const { order, error, locale, again } = opts;
  const swap = swapText(order, locale);
  const action = { label: 'Cancel again', run: again };
  if (isUnanswered(error)) {
    return {
      title: `Not known whether ${swap} was cancelled`,
      description: 'No answer came. Cancel it again: the same click is safe to repeat.',
      tone: 'warn',
      timeout: 0,
      action,
    };
  }
  const isUndecided = error.code === 'CANCEL_UNDECIDED';
  return {
    title: isUndecided ? `Not decided yet: ${swap}` : `Not cancelled: ${swap}`,
    description: error.text,
    tone: isUndecided ? 'warn' : 'bad',
    timeout: isUndecided ? 0 : TO_READ_MS,
    action,
  };
}

/** How an order ended whose cancellation was not answered. */
export function endWithoutAnswer(order: OrderView, locale: string): ToastMessage {
  const isCancelled = order.status === 'cancelled';
  return {
    action: undefined,
    timeout: undefined,
    ...cancelToast({ outcome: isCancelled ? 'cancelled' : 'already_final', order }, locale),
  };
}
