'use client';
import { createContext, type Dispatch, type ReactNode, useContext, useEffect, useMemo, useReducer } from 'react';
import { useMarket } from '../live/DeskContext.tsx';
import { usePreferences } from '../preferences/usePreferences.ts';
import { useLocale } from '../ui/useLocale.ts';
import { quoteTicket, type TicketQuote } from './quoteTicket.ts';
import { rememberedSlippage } from './slippage.ts';
import { INITIAL_TICKET, type TicketAction, type TicketState, ticketReducer } from './ticketState.ts';
import { useRouteOnMarket } from './useRouteOnMarket.ts';

type Ticket = { readonly state: TicketState; readonly quote: TicketQuote; readonly dispatch: Dispatch<TicketAction> };

const TicketContext = createContext<Ticket | undefined>(undefined);

/** What the trader is about to swap, and what it would give right now: shared by ticket, quotes, header and markets. */
export function TicketProvider({ children }: { children: ReactNode }) {
  const [state, dispatch] = useReducer(ticketReducer, INITIAL_TICKET);
  const market = useMarket();
  const route = useRouteOnMarket();
  const locale = useLocale();
  const { slippageBps } = usePreferences();
  useEffect(() => {
    dispatch({ type: 'remembered-slippage', choice: rememberedSlippage({ bps: slippageBps, locale }) });
  }, [slippageBps, locale]);
  const quote = useMemo(() => quoteTicket({ state, market, route, locale }), [state, market, route, locale]);
  const ticket = useMemo(() => ({ state, quote, dispatch }), [state, quote]);
  return <TicketContext value={ticket}>{children}</TicketContext>;
}

export function useTicket(): Ticket {
  const ticket = useContext(TicketContext);
  if (ticket === undefined) throw new Error('this part of the page stands outside of TicketProvider');
  return ticket;
}
