'use client';
import type { ReactNode } from 'react';
import { formatAmount, formatPercent } from '../../core/amounts/format.ts';
import type { Token } from '../../core/tokens/token.ts';
import { useMarket } from '../live/DeskContext.tsx';
import { usdcValue } from '../market/usdcValue.ts';
import { UsdcText } from '../ui/UsdcText.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { useTicket } from './TicketContext.tsx';

/** The box of an amount or a price in the ticket. */
export const FIELD = 'rounded-lg border border-line bg-ground px-3 pt-1.5 pb-2 focus-within:border-line-strong';

/** The line below an amount; it keeps its height. */
export function Value({ children }: { children: ReactNode }) {
  return <p className="flex h-4 gap-1.5 text-2xs text-faint">{children}</p>;
}

/** The value of an amount in USDC. */
export function Worth({ token, amount }: { token: Token; amount: bigint | undefined }) {
  const market = useMarket();
  if (market === undefined || amount === undefined) return null;
  const value = usdcValue({ pools: market.pools, token, amount });
  return value === undefined ? null : (
    <span>
      <UsdcText value={value} />
    </span>
  );
}

/** The available balance of a token. */
export function Available({ balance, token }: { balance: bigint | undefined; token: Token }) {
  const locale = useLocale();
  if (balance === undefined) return <span className="skeleton h-3.5 w-20" />;
  return (
    <span className="text-2xs text-faint">
      <span className="sr-only">Available: </span>
      {formatAmount({ amount: balance, decimals: token.decimals, locale, maxFractionDigits: 6 })} {token.symbol}
    </span>
  );
}

/** How much less the received amount is worth than the paid one: fees and price impact together. */
export function AgainstMid({ out }: { out: bigint | undefined }) {
  const { state, quote } = useTicket();
  const market = useMarket();
  const locale = useLocale();
  if (market === undefined || out === undefined || quote.amountIn === undefined) return null;
  const paid = usdcValue({ pools: market.pools, token: state.tokenIn, amount: quote.amountIn });
  const received = usdcValue({ pools: market.pools, token: state.tokenOut, amount: out });
  if (paid === undefined || received === undefined || paid === 0n) return null;
  const ppm = Number(((received - paid) * 1_000_000n) / paid);
  return (
    <span title="Against the mid price of all venues: fees and price impact together">
      ({ppm < 0 && '−'}
      {formatPercent({ ppm: Math.abs(ppm), locale })})
    </span>
  );
}
