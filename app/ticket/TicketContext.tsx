'use client';
import {
  createContext,
  type Dispatch,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useState,
} from 'react';
import { useMarket } from '../live/DeskContext.tsx';
import { usePreferences } from '../preferences/usePreferences.ts';
import { useLocale } from '../ui/useLocale.ts';
import { quoteTicket, type TicketQuote } from './quoteTicket.ts';
import { rememberedSlippage } from './slippage.ts';
import type { TicketKind } from './ticketKind.ts';
import { INITIAL_TICKET, type TicketAction, type TicketState, ticketReducer } from './ticketState.ts';
import { useRouteOnMarket } from './useRouteOnMarket.ts';

type Ticket = {
  readonly state: TicketState;
  /** The kind of order that the ticket makes, and those to choose from. */
  readonly kind: TicketKind;
  readonly kinds: readonly TicketKind[];
  readonly quote: TicketQuote;
  readonly dispatch: Dispatch<TicketAction>;
  chooseKind(kind: TicketKind): void;
};

const TicketContext = createContext<Ticket | undefined>(undefined);

/** The pair of the ticket: what typing, a new market and a sent order leave as it is. */
type TicketPair = Pick<TicketState, 'tokenIn' | 'tokenOut'> & Pick<Ticket, 'dispatch'>;

const TicketPairContext = createContext<TicketPair | undefined>(undefined);

/** The swap being entered and its current quote, shared by ticket, quotes, header and markets. Begins with the first order kind. */
export function TicketProvider({
  kinds,
  children,
}: {
  kinds: readonly [TicketKind, ...TicketKind[]];
  children: ReactNode;
}) {
  const [kind, chooseKind] = useState(kinds[0]);
  const [state, dispatch] = useReducer(ticketReducer, INITIAL_TICKET);
  const market = useMarket();
  const route = useRouteOnMarket();
  const locale = useLocale();
  const { slippageBps } = usePreferences();
  useEffect(() => {
    dispatch({ type: 'remembered-slippage', choice: rememberedSlippage({ bps: slippageBps, locale }) });
  }, [slippageBps, locale]);
  const { bound } = kind;
  const quote = useMemo(
    () => quoteTicket({ state, bound, market, route, locale }),
    [state, bound, market, route, locale],
  );
  const ticket = useMemo(() => ({ state, kind, kinds, quote, dispatch, chooseKind }), [state, kind, kinds, quote]);
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
