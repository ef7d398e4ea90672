'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { applyEvent } from '../../core/order/applyEvent.ts';
import { isFinal, phaseOf } from '../../core/order/lifecycle.ts';
import type { TraderUpdateItem } from '../../core/order/orderStream.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { useExternalStore } from '../browser/externalStore.ts';
import { useConnectionState, useDesk, useTrader } from './DeskContext.tsx';
import { restartOrderLists } from './orderLists.ts';
import { throttled } from './throttle.ts';
import { trpc } from './trpc.ts';

/** An order that ends this soon after a reconnect is reported together with the events during the outage. */
const MEANWHILE_MS = 1_000;
/** The page's own orders come with their answer, under the key of their click; other orders are added after a short delay. */
const ORDERS = { afterMs: 120, everyMs: 500 };
const BALANCES = { afterMs: 60, everyMs: 400 };
const RESULTS = { afterMs: 200, everyMs: 2_000 };

/**
 * Keeps the page current by subscriptions, which resume without a gap after a lost link. Nothing is polled. Returns the events of the trader's
 * orders during the last outage; undefined before the first.
 */
export function useLiveUpdates(): readonly OrderEventView[] | undefined {
  const desk = useDesk();
  const trader = useTrader();
  const enabled = trader !== undefined;
  const refresh = useRefresh();
  const meanwhile = useMeanwhile();

  useEffect(() => {
    if (trader !== undefined) desk.placements.resume(trader.traderId);
  }, [desk, trader]);

  const overHttp = useExternalStore(desk.connection.overHttp, false);
  const bySocket = { enabled: enabled && !overHttp };
  const pools = trpc.market.onPools.useSubscription(undefined, {
    ...bySocket,
    onStarted: desk.connection.probe.proven,
    onData(snapshot) {
      if (!desk.market.apply(snapshot)) pools.reset();
    },
  });

  trpc.market.onIndex.useSubscription(undefined, { ...bySocket, onData: desk.index.set });

  // The stream's cursor on this page; undefined before the first connection.
  const position = useRef<string | undefined>(undefined);
  const hear = (id: string, update: TraderUpdateItem) => {
    const before = position.current;
    position.current = id;
    if (update.type === 'connected') {
      desk.connection.followed();
      // The stream did not resume at the cursor, so data read so far may lack events.
      if (before !== update.cursor) refresh.everything();
      if (before !== undefined) meanwhile.begin({ from: update.cursor, to: update.latest });
      desk.placements.retryNow();
      return;
    }
    desk.events.hear(update.events);
    meanwhile.add(update.events);
    refresh.after(update.events);
  };
  trpc.orders.onUpdate.useSubscription(undefined, { ...bySocket, onData: ({ id, data }) => hear(id, data) });

  // If WebSockets are blocked, all three come as one stream, from the socket's last cursor.
  const [from, setFrom] = useState<{ lastEventId: string | null }>({ lastEventId: null });
  useEffect(() => {
    if (overHttp) setFrom({ lastEventId: position.current ?? null });
  }, [overHttp]);
  const all = trpc.live.onAll.useSubscription(from, {
    enabled: enabled && overHttp,
    onData({ id, data }) {
      if (data.type === 'update') hear(id, data.update);
      else if (data.type === 'index') desk.index.set(data.prices);
      else if (!desk.market.apply(data.snapshot)) all.reset();
    },
  });
  return meanwhile.told;
}

/** Adds the orders that the page lacks (placed in another tab, or by a program), and fetches data that events do not carry: balances, results. */
function useRefresh(): { everything(): void; after(events: readonly OrderEventView[]): void } {
  const { newOrders, placements } = useDesk();
  const utils = trpc.useUtils();
  const queryClient = useQueryClient();
  const refresh = useMemo(() => {
    let begun: OrderView[] = [];
    /** It may be an order of this page whose answer is still under way; that answer comes first. */
    const isOnItsWay = ({ tokenIn, tokenOut, amountIn }: OrderView) =>
      placements.onItsWay.get().some(({ placement: { request }, state }) => {
        const isSame = request.tokenIn === tokenIn && request.tokenOut === tokenOut && request.amountIn === amountIn;
        return isSame && state !== 'old';
      });
    const everything = () => {
      newOrders.clear();
      restartOrderLists(queryClient);
      void utils.orders.get.invalidate();
      void utils.account.invalidate();
    };
    const takeUp = throttled({
      ...ORDERS,
      run() {
        const [own, others] = [begun.filter(isOnItsWay), begun.filter((order) => !isOnItsWay(order))];
        begun = own;
        newOrders.add(others);
        if (own.length > 0) takeUp();
      },
    });
    const readBalances = throttled({ ...BALANCES, run: () => void utils.account.balances.invalidate() });
    const readResults = throttled({ ...RESULTS, run: () => void utils.account.performance.invalidate() });
    return {
      everything,
      after(events: readonly OrderEventView[]) {
        for (const event of events) if (event.seq === 1) begun.push(applyEvent(undefined, event));
        if (begun.length > 0) takeUp();
        // An amendment may change the held amount.
        if (events.some(({ status }) => status === 'pending' || isFinal(status))) readBalances();
        if (events.some(({ status }) => phaseOf(status) === 'done')) readResults();
      },
      stop() {
        takeUp.cancel();
        readBalances.cancel();
        readResults.cancel();
      },
    };
  }, [utils, queryClient, newOrders, placements]);
  useEffect(() => refresh.stop, [refresh]);
  return refresh;
}

/** After a reconnect: the events during the outage, once all have arrived. */
function useMeanwhile(): {
  /** The events after sequence number `from` up to `to` happened meanwhile. */
  begin(missed: { from: string; to: string }): void;
  add(events: readonly OrderEventView[]): void;
  readonly told: readonly OrderEventView[] | undefined;
} {
  const state = useConnectionState();
  const [told, setTold] = useState<readonly OrderEventView[]>();
  const collecting = useRef<Collecting | undefined>(undefined);
  const stop = useCallback(() => {
    clearTimeout(collecting.current?.timer);
    collecting.current = undefined;
  }, []);
  useEffect(() => stop, [stop]);
  useEffect(() => {
    if (state === 'reconnecting' || state === 'offline') stop();
  }, [state, stop]);

  const tell = () => {
    const { events = [], rested = false, missing = true } = collecting.current ?? {};
    if (!rested || missing) return;
    stop();
    setTold(events);
  };
  return {
    told,
    begin({ from, to }) {
      stop();
      const began: Collecting = {
        to,
        events: [],
        missing: from !== to,
        rested: false,
        timer: setTimeout(() => {
          began.rested = true;
          tell();
        }, MEANWHILE_MS),
      };
      collecting.current = began;
    },
    add(events) {
      const { current } = collecting;
      if (current === undefined) return;
      current.events.push(...events);
      if (events.some(({ traderSeq }) => BigInt(traderSeq) >= BigInt(current.to))) current.missing = false;
      tell();
    },
  };
}

type Collecting = {
  readonly to: string;
  readonly events: OrderEventView[];
  readonly timer: ReturnType<typeof setTimeout>;
  /** Some events of the outage have not arrived yet. */
  missing: boolean;
  /** The short time after the reconnect is over. */
  rested: boolean;
};
