'use client';
import { useEffect, useState } from 'react';
import type { KeylessRequest } from '../../core/order/placeOrder.ts';
import {
  type Refusal,
  useConnectionState,
  useDesk,
  useMarket,
  useMarketIsStale,
  useRefusal,
  useSession,
} from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';
import { balanceOf, useBalances } from '../wallet/useBalances.ts';
import { gateOf } from './blocker.ts';
import { pageTime } from './frozenQuote.ts';
import { useTicket } from './TicketContext.tsx';

const STATUS_EVERY_MS = 5_000;
const SECOND_MS = 1_000;

/** What sending an order of any kind depends on. */
export type Gate = {
  /** The first obstacle in words: of the desk and the amount, else the kind's own, else the waiting time that the server asked for. */
  blocker(obstacle: string | undefined): string | undefined;
  /** True when no worker is running: orders are accepted and wait. */
  readonly noWorkers: boolean;
  /** Sends an order exactly as given, under a key that is stored first, and clears the ticket; false without a session. */
  send(request: KeylessRequest): boolean;
};

/** The way of the ticket's orders to the server. */
export function useGate(): Gate {
  const { state, quote, dispatch } = useTicket();
  const desk = useDesk();
  const session = useSession();
  const { balances } = useBalances();
  const engine = trpc.system.status.useQuery(undefined, { refetchInterval: STATUS_EVERY_MS }).data;
  const waitSeconds = useWaitSeconds(useRefusal());
  const closed = gateOf({
    state,
    quote,
    session,
    connection: useConnectionState(),
    stale: useMarketIsStale(),
    hasMarket: useMarket() !== undefined,
    intakePaused: engine?.intakePaused === true,
    chainChanged: engine?.chainChanged === true,
    available: balanceOf(balances, state.tokenIn.mint)?.available,
  });
  return {
    blocker: (obstacle) => closed ?? obstacle ?? (waitSeconds > 0 ? `Wait ${waitSeconds} s` : undefined),
    noWorkers: engine?.workers === 0,
    send(request) {
      if (session.status !== 'ready') return false;
      desk.refusal.set(undefined);
      desk.placements.place({ traderId: session.trader.traderId, request });
      dispatch({ type: 'sent' });
      return true;
    },
  };
}

/** Seconds left of the waiting time from the server's last refusal. */
function useWaitSeconds(refusal: Refusal | undefined): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const wait = refusal?.error.waitSeconds ?? 0;
    setLeft(wait);
    if (wait === 0) return;
    const until = pageTime() + wait * SECOND_MS;
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((until - pageTime()) / SECOND_MS));
      setLeft(seconds);
      if (seconds === 0) clearInterval(timer);
    }, SECOND_MS / 2);
    return () => clearInterval(timer);
  }, [refusal]);
  return left;
}
