'use client';
import { formatAmountForInput } from '../../core/amounts/format.ts';
import { useLocale } from '../ui/useLocale.ts';
import { balanceOf, useBalances } from '../wallet/useBalances.ts';
import { useTicket } from './TicketContext.tsx';

/** The shares of the available balance that the buttons enter. All of it can be spent, SOL too: the engine pays fees and rent. */
export const SHARES = [
  { name: 'Half', hotkey: 'h', divisor: 2n },
  { name: 'Max', hotkey: 'm', divisor: 1n },
] as const;

/** Enters exact amounts of the token to pay, or a share of its available balance. */
export function useShareOfBalance() {
  const { state, dispatch } = useTicket();
  const { balances } = useBalances();
  const locale = useLocale();
  const { tokenIn } = state;
  const available = balanceOf(balances, tokenIn.mint)?.available ?? 0n;
  const setAmount = (amount: bigint) =>
    dispatch({ type: 'amount', text: formatAmountForInput({ amount, decimals: tokenIn.decimals, locale }) });
  return {
    setAmount,
    setShare: (divisor: bigint) => {
      if (available > 0n) setAmount(available / divisor);
    },
    isPossible: available > 0n,
  };
}
