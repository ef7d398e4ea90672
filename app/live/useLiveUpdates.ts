'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { showToast } from '../ui/toastQueue.ts';
import { useConnectionState, useDesk, useTrader } from './DeskContext.tsx';
import { meanwhileSentence } from './meanwhile.ts';
import { addPlacedOrder, isListed } from './orderCache.ts';
import { trpc } from './trpc.ts';

/** What comes in so soon after a return is what happened while the link was down. */
const MEANWHILE_MS = 1_000;
/** Several events at once ask for the balances once. */
const TOGETHER_MS = 60;

/** Keeps the page current by two subscriptions, each resumed without a gap after a lost link. Nothing is ever asked for on a timer. */
export function useLiveUpdates(): void {
  const desk = useDesk();
  const trader = useTrader();
  const enabled = trader !== undefined;
  const refresh = useRefresh();
  const meanwhile = useMeanwhile();

  useEffect(() => {
    if (trader !== undefined) desk.placements.resume(trader.traderId);
  }, [desk, trader]);

  const pools = trpc.market.onPools.useSubscription(undefined, {
    enabled,
    onData(snapshot) {
      if (!desk.market.apply(snapshot)) pools.reset();
    },
  });

  trpc.market.onIndex.useSubscription(undefined, { enabled, onData: desk.index.set });

  // The stream's position as this page has followed it; undefined before it first stood.
  const position = useRef<string | undefined>(undefined);
  trpc.orders.onUpdate.useSubscription(undefined, {
    enabled,
    onData({ id, data }) {
      const before = position.current;
      position.current = id;
      if (data.type === 'connected') {
        // Not where it was left: what was read so far may lack what came between.
        if (before !== data.cursor) refresh.everything();
        if (before !== undefined) meanwhile.begin();
        desk.placements.retryNow();
        return;
      }
      desk.events.hear(data.events);
      meanwhile.add(data.events);
      refresh.after(data.events);
    },
  });
}

/** Asks for what events do not carry: balances, and orders that the list lacks (placed in another tab, or by a program). */
function useRefresh(): { everything(): void; after(events: readonly OrderEventView[]): void } {
  const utils = trpc.useUtils();
  const queryClient = useQueryClient();
  const [pending] = useState(() => ({
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    placed: new Set<string>(),
  }));
  useEffect(() => () => clearTimeout(pending.timer), [pending]);
  return useMemo(() => {
    const flush = () => {
      const placed = [...pending.placed].filter((orderId) => !isListed(queryClient, orderId));
      pending.timer = undefined;
      pending.placed.clear();
      void utils.account.balances.invalidate();
      for (const orderId of placed) {
        utils.orders.get.fetch({ orderId }).then(
          ({ order }) => addPlacedOrder(queryClient, order),
          () => void utils.orders.list.invalidate(),
        );
      }
    };
    return {
      everything() {
        void utils.orders.invalidate();
        void utils.account.balances.invalidate();
      },
      after(events) {
        for (const { orderId, status } of events) if (status === 'pending') pending.placed.add(orderId);
        pending.timer ??= setTimeout(flush, TOGETHER_MS);
      },
    };
  }, [utils, queryClient, pending]);
}

/** After a return: one message that says what happened while the link was down. */
function useMeanwhile(): { begin(): void; add(events: readonly OrderEventView[]): void } {
  const state = useConnectionState();
  const collecting = useRef<OrderEventView[] | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (state === 'reconnecting' || state === 'offline') collecting.current = undefined;
  }, [state]);
  return {
    begin() {
      clearTimeout(timer.current);
      collecting.current = [];
      timer.current = setTimeout(() => {
        const events = collecting.current;
        collecting.current = undefined;
        if (events !== undefined) showToast({ title: 'Back live', description: meanwhileSentence(events) });
      }, MEANWHILE_MS);
    },
    add(events) {
      collecting.current?.push(...events);
    },
  };
}
