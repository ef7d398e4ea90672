'use client';
import { SlippagePicker } from '../SlippagePicker.tsx';
import { useTicket } from '../TicketContext.tsx';
import { TicketTerms } from '../TicketTerms.tsx';
import type { TicketKind } from '../ticketKind.ts';

export const market: TicketKind = {
  title: 'Swap',
  sendLabel: ({ tokenIn, tokenOut }) => `Swap ${tokenIn.symbol} for ${tokenOut.symbol}`,
  reviewLabel: 'Review swap',
  confirmLabel: 'Confirm swap',
  sentence: 'You receive the minimum or more, or nothing is swapped.',
  bound: 'slippage',
  Fields,
  Terms: TicketTerms,
  request: (frozen) => ({
    type: 'market',
    tokenIn: frozen.tokenIn.mint,
    tokenOut: frozen.tokenOut.mint,
    amountIn: frozen.amountIn.toString(),
    slippageBps: frozen.slippageBps,
    minOut: frozen.minOut.toString(),
  }),
};

function Fields() {
  const { state, dispatch } = useTicket();
  return (
    <SlippagePicker
      choice={state.slippage}
      overruled={state.ownMinimumText !== undefined}
      onChoose={(choice) => dispatch({ type: 'slippage', choice })}
    />
  );
}
