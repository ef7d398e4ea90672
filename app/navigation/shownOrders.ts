import { isFinal, type OrderStatus, statusesIn } from '../../core/order/lifecycle.ts';

/** What the lists of orders are shown by: `open` stands for every status on the way. */
export const SHOWN_ORDERS = ['open', ...statusesIn('done', 'ended')] as const;
export type ShownOrders = (typeof SHOWN_ORDERS)[number];

/** Where an order with that status is shown. */
export function shownAs(status: OrderStatus): ShownOrders {
  return isFinal(status) ? status : 'open';
}

/** How many orders there are of each: ends first, as the lifecycle has them, then those on the way; none that there are none of. */
export function countShown(orders: Iterable<{ readonly status: OrderStatus }>): ReadonlyMap<ShownOrders, number> {
  const statuses = [...orders].map(({ status }) => shownAs(status));
  const counts = [...statusesIn('done', 'ended'), 'open' as const].map(
    (shown) => [shown, statuses.filter((status) => status === shown).length] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

const TONES = { open: 'good', confirmed: 'good', failed: 'warn', cancelled: 'note' } as const satisfies Record<
  ShownOrders,
  'good' | 'warn' | 'note'
>;

/** The tone of a message about such orders: a warning only when some failed; a note when there is nothing but cancelled ones. */
export function toneOfMany(shown: Iterable<ShownOrders>): 'good' | 'warn' | 'note' {
  const tones = [...shown].map((one) => TONES[one]);
  if (tones.includes('warn')) return 'warn';
  return tones.includes('good') ? 'good' : 'note';
}
