'use client';
import { useMemo } from 'react';
import type { Token } from '../../core/tokens/token.ts';
import { asMarket } from '../market/midPrice.ts';
import { useTicket } from './TicketContext.tsx';

/** The ticket's two tokens in the market's direction. */
export type ChosenPair = { readonly base: Token; readonly quote: Token; readonly name: string };

/** The ticket's pair; the same object until the pair changes. */
export function usePair(): ChosenPair {
  const { tokenIn, tokenOut } = useTicket().state;
  return useMemo(() => {
    const { base, quote } = asMarket(tokenIn, tokenOut);
    return { base, quote, name: `${base.symbol}/${quote.symbol}` };
  }, [tokenIn, tokenOut]);
}
