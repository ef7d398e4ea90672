'use client';
import { parseAsString, useQueryState } from 'nuqs';

/** Marks the history entry that opening an order added: the entry before it is the desk without the drawer. */
const OPENED_HERE = 'oeeOpenedHere';

const isOpenedHere = () => Boolean((history.state as Record<string, unknown> | null)?.[OPENED_HERE]);

/** Adds the mark to the router's own data in the history entry. */
function mark(): void {
  history.replaceState({ ...history.state, [OPENED_HERE]: true }, '');
}

let goesBack = false;

/** One step back, even if it is requested several times before it completes. */
function goBack(): void {
  if (goesBack) return;
  goesBack = true;
  window.addEventListener('popstate', () => (goesBack = false), { once: true });
  history.back();
}

/**
 * The order whose drawer is open, in the URL as `?order=…`: `open(orderId)`, `close()`. Going back closes it, and closing it goes back, so that
 * no history entry without effect remains. A drawer that was opened by its address has no entry of the desk below it, so the desk replaces it.
 */
export function useOpenedOrder(): { orderId: string | null; open(orderId: string): void; close(): void } {
  const [orderId, set] = useQueryState('order', parseAsString.withOptions({ scroll: false }));
  return {
    orderId,
    open(id) {
      const stays = orderId !== null;
      const marked = !stays || isOpenedHere();
      void set(id, { history: stays ? 'replace' : 'push' }).then(() => marked && mark());
    },
    close() {
      if (isOpenedHere()) goBack();
      else void set(null, { history: 'replace' });
    },
  };
}
