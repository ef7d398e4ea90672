'use client';
import { usePathname, useRouter } from 'next/navigation';
import { parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { ordersWanted } from './ordersWanted.ts';
import { SHOWN_ORDERS, type ShownOrders } from './shownOrders.ts';

/** The part of the address that decides the list of orders. */
const LIST = {
  tab: parseAsString,
  status: parseAsString,
  search: parseAsString,
  token: parseAsString,
  venue: parseAsString,
  from: parseAsString,
  to: parseAsString,
  order: parseAsString,
};

/** The list without filters and without a drawer. */
const UNFILTERED = { search: null, token: null, venue: null, from: null, to: null, order: null };

/** Opens the list of orders with only those statuses, from any page. */
export function useShowOrders(): (statuses: readonly ShownOrders[]) => void {
  const [, set] = useQueryStates(LIST, { scroll: false });
  const router = useRouter();
  const onDesk = usePathname() === '/';
  return useCallback(
    (statuses) => {
      const onlyOpen = statuses.every((status) => status === 'open');
      const tab = onlyOpen ? 'open' : 'history';
      const status = onlyOpen || statuses.length === SHOWN_ORDERS.length ? null : statuses.join(',');
      ordersWanted.set(ordersWanted.get() + 1);
      if (onDesk) void set({ ...UNFILTERED, tab, status });
      else router.push(status === null ? `/?tab=${tab}` : `/?tab=${tab}&status=${status}`);
    },
    [set, router, onDesk],
  );
}
