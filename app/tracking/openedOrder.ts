'use client';
import { parseAsString, useQueryState } from 'nuqs';

/** The order whose drawer is open, in the URL as `?order=…`: `open(orderId)`, `close()`. Going back closes it. */
export function useOpenedOrder(): { orderId: string | null; open(orderId: string): void; close(): void } {
  const [orderId, set] = useQueryState('order', parseAsString.withOptions({ history: 'push', scroll: false }));
  return {
    orderId,
    open: (id) => void set(id),
    close: () => void set(null, { history: 'replace' }),
  };
}
