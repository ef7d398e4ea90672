'use client';
import { useEffect, useMemo, useState } from 'react';
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
import { usePreferences } from '../preferences/usePreferences.ts';
import { asksForConsent, type ImpactBand, impactBandOf } from '../quotes/impact.ts';
import { balanceOf, useBalances } from '../wallet/useBalances.ts';
import { blockerOf } from './blocker.ts';
import { type FrozenQuote, freeze, pageTime } from './frozenQuote.ts';
import { useTicket } from './TicketContext.tsx';

const STATUS_EVERY_MS = 5_000;
const SECOND_MS = 1_000;

export type Swap = {
  /** Why the ticket can't be sent, in words; undefined when it can. */
  readonly blocker: string | undefined;
  /** The current quote, dated when it is read; undefined while there is none that can be sent. */
  readonly live: FrozenQuote | undefined;
  readonly band: ImpactBand;
  /** True when a press of the button sends at once, without the confirm step. */
  readonly sendsAtOnce: boolean;
  /** True when no worker is running: orders are accepted and wait. */
  readonly noWorkers: boolean;
  /** Sends an order exactly as shown, under a key that is stored first, and clears the ticket; false without a session. */
  send(frozen: FrozenQuote): boolean;
};

/** The ticket as a sendable order of its kind. */
export function useSwap(): Swap {
  const { state, kind, quote, dispatch } = useTicket();
  const desk = useDesk();
  const session = useSession();
  const { oneClick } = usePreferences();
  const { balances } = useBalances();
  const engine = trpc.system.status.useQuery(undefined, { refetchInterval: STATUS_EVERY_MS }).data;
  const waitSeconds = useWaitSeconds(useRefusal());
  const blocker = blockerOf({
    state,
    quote,
    session,
    connection: useConnectionState(),
    stale: useMarketIsStale(),
    hasMarket: useMarket() !== undefined,
    intakePaused: engine?.intakePaused === true,
    chainChanged: engine?.chainChanged === true,
    waitSeconds,
    available: balanceOf(balances, state.tokenIn.mint)?.available,
  });
  const live = useMemo(() => freeze({ state, quote, now: pageTime() }), [state, quote]);
  const band = quote.decision?.kind === 'route' ? impactBandOf(quote.decision.route.priceImpactPpm) : 'none';
  return {
    blocker,
    live,
    band,
    sendsAtOnce: oneClick && !asksForConsent(band),
    noWorkers: engine?.workers === 0,
    send(frozen) {
      if (session.status !== 'ready') return false;
      desk.refusal.set(undefined);
      desk.placements.place({ traderId: session.trader.traderId, request: kind.request(frozen) });
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
