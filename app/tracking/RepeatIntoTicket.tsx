'use client';
import { useEffect, useRef } from 'react';
import { formatAmountForInput } from '../../core/amounts/format.ts';
import { findToken } from '../../core/tokens/token.ts';
import { useExternalStore } from '../browser/externalStore.ts';
import { repeatRequest } from '../navigation/repeatRequest.ts';
import { useTicket } from '../ticket/TicketContext.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** Fills the ticket with a repeat; `onFilled` brings the ticket into view. */
export function RepeatIntoTicket({ onFilled }: { onFilled: () => void }) {
  const { dispatch } = useTicket();
  const locale = useLocale();
  const request = useExternalStore(repeatRequest, undefined);
  const filled = useRef(onFilled);
  useEffect(() => {
    filled.current = onFilled;
  });
  useEffect(() => {
    if (request === undefined) return;
    repeatRequest.set(undefined);
    const [tokenIn, tokenOut] = [findToken(request.tokenIn), findToken(request.tokenOut)];
    if (tokenIn === undefined || tokenOut === undefined) return;
    dispatch({ type: 'pair', tokenIn, tokenOut });
    const amount = BigInt(request.amountIn);
    dispatch({ type: 'amount', text: formatAmountForInput({ amount, decimals: tokenIn.decimals, locale }) });
    filled.current();
  }, [request, dispatch, locale]);
  return null;
}
