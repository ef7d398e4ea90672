'use client';
import { createContext, type Dispatch, type ReactNode, useContext, useEffect, useMemo, useReducer } from 'react';
import { useMarket } from '../live/DeskContext.tsx';
import { usePreferences } from '../preferences/usePreferences.ts';
import { useLocale } from '../ui/useLocale.ts';
import { quoteTicket, type TicketQuote } from './quoteTicket.ts';
import { rememberedSlippage } from './slippage.ts';
import type { TicketKinds } from './ticketKind.ts';
import { INITIAL_TICKET, type TicketAction, type TicketState, ticketReducer } from './ticketState.ts';
import { useRouteOnMarket } from './useRouteOnMarket.ts';

type Ticket = {
  readonly state: TicketState;
  /** The kinds of orders to choose from. */
  readonly kinds: TicketKinds;
  readonly quote: TicketQuote;
  readonly dispatch: Dispatch<TicketAction>;
};

const TicketContext = createContext<Ticket | undefined>(undefined);

/** The pair of the ticket: what typing, a new market and a sent order leave as it is. */
type TicketPair = Pick<TicketState, 'tokenIn' | 'tokenOut'> & Pick<Ticket, 'dispatch'>;

const TicketPairContext = createContext<TicketPair | undefined>(undefined);

/** The order being entered and its current quote, shared by ticket, quotes, header and markets. Begins with the market order. */
export function TicketProvider({ kinds, children }: { kinds: TicketKinds; children: ReactNode }) {
  const [state, dispatch] = useReducer(ticketReducer, INITIAL_TICKET);
  const market = useMarket();
  const route = useRouteOnMarket();
  const locale = useLocale();
  const { slippageBps } = usePreferences();
  useEffect(() => {
    dispatch({ type: 'remembered-slippage', choice: rememberedSlippage({ bps: slippageBps, locale }) });
  }, [slippageBps, locale]);
  const quote = useMemo(() => quoteTicket({ state, market, route, locale }), [state, market, route, locale]);
  const ticket = useMemo(() => ({ state, kinds, quote, dispatch }), [state, kinds, quote]);
  const { tokenIn, tokenOut } = state;
  const pair = useMemo(() => ({ tokenIn, tokenOut, dispatch }), [tokenIn, tokenOut]);
  return (
    <TicketPairContext value={pair}>
      <TicketContext value={ticket}>{children}</TicketContext>
    </TicketPairContext>
  );
}

export function useTicket(): Ticket {
  return withinProvider(useContext(TicketContext));
}

/** The ticket's tokens, and its dispatch. Renders again only when they change, not with each quote. */
export function useTicketPair(): TicketPair {
  return withinProvider(useContext(TicketPairContext));
}

function withinProvider<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('this part of the page stands outside of TicketProvider');
  return value;
}
