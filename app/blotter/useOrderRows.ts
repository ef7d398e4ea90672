'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderQueryRequest } from '../../core/order/orderQuery.ts';
import { useDesk, useNewOrders, useOnItsWay } from '../live/DeskContext.tsx';
import type { EventLog } from '../live/heardEvents.ts';
import { throttled } from '../live/throttle.ts';
import { withHeard } from '../live/withHeard.ts';
import { type BlotterRow, orderRow, placementRow } from './blotterRow.ts';
import { growsAtHead, type OrderTab } from './blotterView.ts';
import { matchesQuery } from './matchesQuery.ts';
import { useOrderPages } from './useOrderPages.ts';

/** How long an ended order stays among the open ones, so that its end is visible. */
const LINGER_MS = 6_000;
const SWEEP_MS = 1_000;

/** Least time between two fetches of a list to which new orders can't be added in place. */
const ASK_AGAIN = { afterMs: 300, everyMs: 1_500 };

/**
 * The rows of a tab: placements being sent, new orders, then the server's pages. While the trader has scrolled down (`atTop` false), no row is
 * added above: `newOrders` and `changes` count the waiting ones, which are added at the top later.
 */
export function useOrderRows(opts: { tab: OrderTab; query: OrderQueryRequest; atTop: boolean }) {
  const { tab, query, atTop } = opts;
  const { events } = useDesk();
  const { pages, restart, listed, ids, total, isCapped } = useOrderPages(query);
  const latest = useHead(query, ids);
  const [head, setHead] = useState(latest);
  if (atTop && head !== latest) setHead(latest);
  const shownHead = atTop ? latest : head;
  const endings = useEndings(tab === 'open');
  const changed = useAskedAgain({ query, atTop, restart });

  const rows = useMemo(() => {
    if (listed === undefined) return undefined;
    const stillNew = shownHead.filter(({ sending, order }) => sending !== undefined || !ids.has(order.orderId));
    const all = [...stillNew, ...listed.map((order) => orderRow(order))];
    return tab === 'open' ? amongOpen({ rows: all, events, endings }) : all;
  }, [listed, ids, shownHead, tab, events, endings]);

  const grown = Math.max(0, latest.length - shownHead.length);
  // At the top nothing waits: new rows are added directly.
  const news = growsAtHead(query) ? { newOrders: grown, changes: 0 } : { newOrders: 0, changes: atTop ? 0 : changed };
  // The server's count is of the time of its first page: add later orders, subtract those that are no longer open.
  const isCounted = rows !== undefined && listed !== undefined && total !== undefined && !isCapped;
  const rowCount = isCounted ? total + rows.length - listed.length : undefined;
  return { rows, rowCount, pages, ...news };
}

/** Open orders, and those that ended so recently that their end is still shown. */
function amongOpen(opts: { rows: readonly BlotterRow[]; events: EventLog; endings: Endings }): BlotterRow[] {
  return opts.rows.filter(({ sending, order }) => {
    if (sending !== undefined || opts.endings.has(order.orderId)) return true;
    return !isFinal(withHeard(order, opts.events.of(order.orderId)).status);
  });
}

/** The rows above the pages: placements being sent, whatever the filters are, and later orders. */
function useHead(query: OrderQueryRequest, ids: ReadonlySet<string>): readonly BlotterRow[] {
  const onItsWay = useOnItsWay();
  const newOrders = useNewOrders();
  const grows = growsAtHead(query);
  return useMemo(() => {
    const sending = onItsWay.map(placementRow).filter((row) => row !== undefined);
    if (!grows) return sending;
    const fresh = newOrders.filter(({ order }) => !ids.has(order.orderId) && matchesQuery(order, query));
    return [...sending.reverse(), ...fresh.map(({ order, key }) => orderRow(order, key))];
  }, [onItsWay, newOrders, grows, ids, query]);
}

type Endings = ReadonlySet<string>;
const NO_ENDINGS: Endings = new Set();

/** The orders that just ended, while their end is still shown. */
function useEndings(enabled: boolean): Endings {
  const { events } = useDesk();
  const [endings, setEndings] = useState(NO_ENDINGS);
  useEffect(() => {
    if (!enabled) return;
    const endedAt = new Map<string, number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const sweep = () => {
      const before = performance.now() - LINGER_MS;
      for (const [orderId, at] of endedAt) if (at <= before) endedAt.delete(orderId);
      setEndings(new Set(endedAt.keys()));
      timer = endedAt.size === 0 ? undefined : setTimeout(sweep, SWEEP_MS);
    };
    const unwatch = events.watchAll((heard) => {
      const ended = heard.filter(({ status }) => isFinal(status));
      if (ended.length === 0) return;
      for (const { orderId } of ended) endedAt.set(orderId, performance.now());
      setEndings(new Set(endedAt.keys()));
      timer ??= setTimeout(sweep, LINGER_MS);
    });
    return () => {
      unwatch();
      clearTimeout(timer);
      setEndings(NO_ENDINGS);
    };
  }, [events, enabled]);
  return endings;
}

/**
 * Lists with another sort, or of some statuses only, are fetched again after an event: at once at the top, else when the trader is back there;
 * until then the events are counted.
 */
function useAskedAgain(opts: { query: OrderQueryRequest; atTop: boolean; restart: () => void }): number {
  const { query, atTop, restart } = opts;
  const { events } = useDesk();
  const enabled = !growsAtHead(query);
  const [changed, setChanged] = useState(0);
  const waiting = useRef(0);
  useEffect(() => {
    waiting.current = changed;
  });
  useEffect(() => {
    if (!enabled) return;
    const again = throttled({
      ...ASK_AGAIN,
      run() {
        setChanged(0);
        restart();
      },
    });
    if (atTop && waiting.current > 0) again();
    const unwatch = events.watchAll((heard) => {
      const count = heard.filter(({ seq, status }) => seq === 1 || isFinal(status)).length;
      if (count > 0) setChanged((before) => before + count);
      if (count > 0 && atTop) again();
    });
    return () => {
      unwatch();
      again.cancel();
    };
  }, [events, enabled, atTop, restart]);
  return enabled ? changed : 0;
}
