'use client';
import type { OrderPair } from '../../market/typedPrice.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { useTicket } from '../TicketContext.tsx';
import { limitTexts } from './limitTexts.ts';

/** The texts of the ticket's limit price and total. */
export function useLimitTexts(pair: OrderPair): { price: string; total: string } {
  const { state, quote } = useTicket();
  const locale = useLocale();
  const { amountIn } = quote;
  return limitTexts(amountIn === undefined ? undefined : { state, amountIn, pair, locale }, state.prices);
}
