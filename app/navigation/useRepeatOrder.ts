'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { type RepeatRequest, repeatRequest } from './repeatRequest.ts';

/** Fills the ticket with an order's pair and amount, from any page; nothing is sent. The trader's slippage does not change. */
export function useRepeatOrder(): (order: RepeatRequest) => void {
  const router = useRouter();
  const onDesk = usePathname() === '/';
  return useCallback(
    ({ tokenIn, tokenOut, amountIn }) => {
      repeatRequest.set({ tokenIn, tokenOut, amountIn });
      if (!onDesk) router.push('/');
    },
    [router, onDesk],
  );
}
