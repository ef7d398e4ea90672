'use client';
import { useContext } from 'react';
import type { Token } from '../../core/tokens/token.ts';
import { deskActions } from '../keyboard/deskActions.ts';
import { useTicketPair } from '../ticket/TicketContext.tsx';
import { TicketInView } from './ticketInView.ts';

/** Sets the ticket's pair and takes the trader to its amount. */
export function useFillTicket(): (pair: { pay: Token; receive: Token }) => void {
  const { dispatch } = useTicketPair();
  const show = useContext(TicketInView);
  return ({ pay, receive }) => {
    dispatch({ type: 'pair', tokenIn: pay, tokenOut: receive });
    show();
    focusAmount();
  };
}

/** The focus goes to the ticket's amount once that is shown. */
export function focusAmount(): void {
  requestAnimationFrame(() =>
    deskActions
      .get()
      .find(({ hotkey }) => hotkey === 'a')
      ?.run(),
  );
}
