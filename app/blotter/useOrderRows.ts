'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderQueryRequest } from '../../core/order/orderQuery.ts';
import { useDesk, useNewOrders, useOnItsWay } from '../live/DeskContext.tsx';
import { type EventLog, withHeard } from '../live/heardEvents.ts';
import { throttled } from '../live/throttle.ts';
import { type BlotterRow, orderRow, placementRow } from './blotterRow.ts';
import { growsAtHead, type OrderTab } from './blotterView.ts';
import { matchesQuery } from './matchesQuery.ts';
import { useOrderPages } from './useOrderPages.ts';

/** An order that has ended stays among the open ones for so long, so that its end is seen. */
const LINGER_MS = 6_000;
const SWEEP_MS = 1_000;

/** Lists that can't grow by themselves are asked for again at most so often. */
const ASK_AGAIN = { afterMs: 300, everyMs: 1_500 };

/**
 * The rows of a tab: what is being sent, what came anew, then the pages of the server. While the trader has scrolled down (`atTop` false)
 * nothing is put above what is being read: `newOrders` and `changes` count what waits, and it comes in at the top.
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
  // At the top nothing waits: it comes in by itself.
  const news = growsAtHead(query) ? { newOrders: grown, changes: 0 } : { newOrders: 0, changes: atTop ? 0 : changed };
  // The server's count is of the time of its first page: what came since counts, what has left the open ones does not.
  const isCounted = rows !== undefined && listed !== undefined && total !== undefined && !isCapped;
  const rowCount = isCounted ? total + rows.length - listed.length : undefined;
  return { rows, rowCount, pages, ...news };
}

/** What is still on its way, or ended so lately that its end is to be seen. */
function amongOpen(opts: { rows: readonly BlotterRow[]; events: EventLog; endings: Endings }): BlotterRow[] {
  return opts.rows.filter(({ sending, order }) => {
    if (sending !== undefined || opts.endings.has(order.orderId)) return true;
    return !isFinal(withHeard(order, opts.events.of(order.orderId)).status);
  });
}

/** What belongs above the pages: placements on their way, whatever the filters say, and the orders that came since. */
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

/** The orders that ended just now, as long as their end is to be seen. */
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
 * Lists in another order, or of some statuses only, are asked for again when something happened: at once at the top, else once the trader
 * is back there; until then it is counted.
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
