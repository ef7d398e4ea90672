'use client';
import { useCallback, useEffect, useRef } from 'react';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { showToast } from '../ui/toastQueue.ts';
import { useConnectionState, useDesk, useTrader } from './DeskContext.tsx';
import { meanwhileSentence } from './meanwhile.ts';
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

  const isFirstConnect = useRef(true);
  trpc.orders.onUpdate.useSubscription(undefined, {
    enabled,
    onData({ data }) {
      if (data.type === 'connected') {
        // Lists that were read before the stream stood may lack what came between.
        if (isFirstConnect.current) refresh({ orders: true });
        else meanwhile.begin();
        isFirstConnect.current = false;
        desk.placements.retryNow();
        return;
      }
      desk.events.hear(data.events);
      meanwhile.add(data.events);
      refresh({ orders: data.events.some(({ status }) => status === 'pending') });
    },
  });
}

/** Asks for what events do not carry: balances, and the list when an order may be new to it (placed in another tab, or by a program). */
function useRefresh(): (what: { orders: boolean }) => void {
  const utils = trpc.useUtils();
  const pending = useRef({ timer: undefined as ReturnType<typeof setTimeout> | undefined, orders: false });
  useEffect(() => () => clearTimeout(pending.current.timer), []);
  return useCallback(
    (what) => {
      pending.current.orders ||= what.orders;
      pending.current.timer ??= setTimeout(() => {
        const { orders } = pending.current;
        pending.current = { timer: undefined, orders: false };
        void utils.account.balances.invalidate();
        if (orders) void utils.orders.list.invalidate();
      }, TOGETHER_MS);
    },
    [utils],
  );
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
