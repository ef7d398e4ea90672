import type { OrderEventView } from '../../core/order/orderView.ts';

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? 'order' : 'orders'} ${what}`;
}

/** What happened to the trader's orders while the link was down, in a sentence. */
export function meanwhileSentence(events: readonly OrderEventView[]): string {
  const last = new Map(events.map((event) => [event.orderId, event.status]));
  const statuses = [...last.values()];
  const confirmed = statuses.filter((status) => status === 'confirmed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  const open = statuses.length - confirmed - failed;
  const parts = [
    confirmed > 0 ? counted(confirmed, 'confirmed') : '',
    failed > 0 ? counted(failed, 'failed') : '',
    open > 0 ? counted(open, 'went on') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing happened to your orders meanwhile.' : `Meanwhile: ${parts.join(', ')}.`;
}
