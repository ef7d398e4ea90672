'use client';
import { useMemo } from 'react';
import type { Token } from '../../core/tokens/token.ts';
import { asMarket } from '../market/midPrice.ts';
import { useTicketPair } from './TicketContext.tsx';

/** The ticket's two tokens as the market quotes them. */
export type ChosenPair = { readonly base: Token; readonly quote: Token; readonly name: string };

/** The pair that the ticket swaps; the same object until it is another pair. */
export function usePair(): ChosenPair {
  const { tokenIn, tokenOut } = useTicketPair();
  return useMemo(() => {
    const { base, quote } = asMarket(tokenIn, tokenOut);
    return { base, quote, name: `${base.symbol}/${quote.symbol}` };
  }, [tokenIn, tokenOut]);
}
