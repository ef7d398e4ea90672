'use client';
import { useMemo } from 'react';
import { usePreferences } from '../preferences/usePreferences.ts';
import { asksForConsent, type ImpactBand, impactBandOf } from '../quotes/impact.ts';
import { swapObstacle } from './blocker.ts';
import { type FrozenQuote, freeze, pageTime, requestOf } from './frozenQuote.ts';
import { useTicket } from './TicketContext.tsx';
import { useGate } from './useGate.ts';

export type Swap = {
  /** Why the ticket can't be sent, in words; undefined when it can. */
  readonly blocker: string | undefined;
  /** The current quote, dated when it is read; undefined while there is none that can be sent. */
  readonly live: FrozenQuote | undefined;
  readonly band: ImpactBand;
  /** True when a press of the button sends at once, without the confirm step. */
  readonly sendsAtOnce: boolean;
  readonly noWorkers: boolean;
  /** Sends an order exactly as shown; false without a session. */
  send(frozen: FrozenQuote): boolean;
};

/** The ticket as a market order that can be sent. */
export function useSwap(): Swap {
  const { state, quote } = useTicket();
  const gate = useGate();
  const { oneClick } = usePreferences();
  const live = useMemo(() => freeze({ state, quote, now: pageTime() }), [state, quote]);
  const band = quote.decision?.kind === 'route' ? impactBandOf(quote.decision.route.priceImpactPpm) : 'none';
  return {
    blocker: gate.blocker(swapObstacle(quote)),
    live,
    band,
    sendsAtOnce: oneClick && !asksForConsent(band),
    noWorkers: gate.noWorkers,
    send: (frozen) => gate.send(requestOf(frozen)),
  };
}
