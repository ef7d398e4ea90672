import { isFinal, type OrderStatus, statusesIn } from '../../core/order/lifecycle.ts';

/** Groups of orders in the lists: `open` stands for every status that is not final. */
export const SHOWN_ORDERS = ['open', ...statusesIn('done', 'ended')] as const;
export type ShownOrders = (typeof SHOWN_ORDERS)[number];

/** The group of an order with that status. */
export function shownAs(status: OrderStatus): ShownOrders {
  return isFinal(status) ? status : 'open';
}

/** The number of orders of each group: final statuses first, in the order of the lifecycle, then open ones; groups without orders are left out. */
export function countShown(orders: Iterable<{ readonly status: OrderStatus }>): ReadonlyMap<ShownOrders, number> {
  const statuses = [...orders].map(({ status }) => shownAs(status));
  const counts = [...statusesIn('done', 'ended'), 'open' as const].map(
    (shown) => [shown, statuses.filter((status) => status === shown).length] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

const TONES = {
  open: 'good',
  confirmed: 'good',
  failed: 'warn',
  cancelled: 'note',
  expired: 'note',
} as const satisfies Record<ShownOrders, 'good' | 'warn' | 'note'>;

/** The tone of a message about such orders: a warning only when some failed; a note when there is nothing but cancelled ones. */
export function toneOfMany(shown: Iterable<ShownOrders>): 'good' | 'warn' | 'note' {
  const tones = [...shown].map((one) => TONES[one]);
  if (tones.includes('warn')) return 'warn';
  return tones.includes('good') ? 'good' : 'note';
}
