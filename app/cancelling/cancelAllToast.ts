import { formatCount } from '../../core/amounts/format.ts';
import type { CancelAllAnswer, CancelAnswer } from '../../core/order/cancelOrder.ts';
import { isFinal } from '../../core/order/lifecycle.ts';
import { isUnanswered, type RequestError } from '../browser/requestError.ts';
import { countShown } from '../navigation/shownOrders.ts';
import type { ToastMessage } from '../ui/toastQueue.ts';

type Answer = CancelAllAnswer['answers'][number];

/** How long a message with several outcomes stays, ms. */
const TO_READ_MS = 20_000;

/** The outcome of a cancellation of all open orders, counted. */
export function cancelAllToast(answers: readonly Answer[], locale: string): ToastMessage {
  const number = (value: number) => formatCount({ value, locale });
  const counted = (value: number) => `${number(value)} ${value === 1 ? 'order' : 'orders'}`;
  if (answers.length === 0) {
    const description = 'All of them had ended before the request arrived.';
    return { title: 'No open orders were left', description, tone: 'note' };
  }
  const answered = answers.filter((answer): answer is CancelAnswer => 'outcome' in answer);
  const cancelled = answered.filter(({ outcome }) => outcome === 'cancelled').length;
  if (cancelled === answers.length) {
    const amounts = cancelled === 1 ? 'amount is' : 'amounts are';
    const description = `Nothing was executed; the held ${amounts} free again.`;
    return { title: `Cancelled ${counted(cancelled)}`, description, tone: 'note' };
  }
  return {
    title: `Cancelled ${cancelled === 0 ? 'none' : number(cancelled)} of ${counted(answers.length)}`,
    description: [
      ...tooLate(
        answered.filter(({ outcome, order }) => outcome !== 'cancelled' && !isFinal(order.status)).length,
        number,
      ),
      ...ended(
        answered.filter(({ outcome, order }) => outcome !== 'cancelled' && isFinal(order.status)),
        number,
      ),
      ...unanswered(answers, number),
    ].join(' '),
    tone: 'warn',
    timeout: TO_READ_MS,
  };
}

function tooLate(count: number, number: (value: number) => string): string[] {
  if (count === 0) return [];
  const whose = count === 1 ? 'its transaction was' : 'their transactions were';
  return [`${number(count)} too late: ${whose} already sent and may still land; no further attempt follows.`];
}

function ended(answers: readonly CancelAnswer[], number: (value: number) => string): string[] {
  const counts = countShown(answers.map(({ order }) => order));
  return [...counts].map(([status, count]) => `${number(count)} already ${status}.`);
}

function unanswered(answers: readonly Answer[], number: (value: number) => string): string[] {
  const reasons = answers.flatMap((answer) => ('error' in answer ? [answer.error.message] : []));
  return reasons.length === 0
    ? []
    : [`${number(reasons.length)} without a final answer: ${[...new Set(reasons)].join(' ')}`];
}

/** Why there is no answer for any of the orders. */
export function cancelAllErrorToast(error: RequestError): ToastMessage {
  if (isUnanswered(error)) {
    return {
      title: 'Not known which orders were cancelled',
      description: 'No answer came. Cancel all again: the same click is safe to repeat.',
      tone: 'warn',
      timeout: TO_READ_MS,
    };
  }
  return { title: 'Orders not cancelled', description: error.text, tone: 'bad', timeout: TO_READ_MS };
}
