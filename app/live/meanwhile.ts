import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';

/** How the trader's orders stand that had news while the link was down. */
export type Meanwhile = { readonly confirmed: number; readonly failed: number; readonly open: number };

/** Counts the orders of some events, each once, by where its last event left it. */
export function meanwhileOf(events: readonly OrderEventView[]): Meanwhile {
  const statuses = [...new Map(events.map((event) => [event.orderId, event.status])).values()];
  return {
    confirmed: statuses.filter((status) => status === 'confirmed').length,
    failed: statuses.filter((status) => status === 'failed').length,
    open: statuses.filter((status) => !isFinal(status)).length,
  };
}

const counted = (count: number) => `${count} ${count === 1 ? 'order' : 'orders'}`;

/** What happened to the trader's orders while the link was down, in a sentence. */
export function meanwhileSentence({ confirmed, failed, open }: Meanwhile): string {
  const parts = [
    confirmed > 0 ? `${counted(confirmed)} confirmed` : '',
    failed > 0 ? `${counted(failed)} failed` : '',
    open > 0 ? `${counted(open)} went on` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing happened to your orders meanwhile.' : `Meanwhile: ${parts.join(', ')}.`;
}
