'use client';
import { formatAmount, formatPercent } from '../../core/amounts/format.ts';
import { SOL, type Token, USDC } from '../../core/tokens/token.ts';
import { priceText } from '../market/midPrice.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { useLocale } from '../ui/useLocale.ts';
import type { Holding } from '../wallet/useHoldings.ts';
import { useFillTicket } from './useFillTicket.ts';

/** One USDC in micro-USDC. */
const ONE_USDC = 1_000_000n;

export function PriceOf({ holding: { token, price } }: { holding: Holding }) {
  const locale = useLocale();
  if (token === USDC) return <Cents value={ONE_USDC} />;
  return price === undefined ? <Bone /> : priceText({ ratio: price, base: token, quote: USDC, locale });
}

export function AmountOf({ token, amount }: { token: Token; amount: bigint | undefined }) {
  const locale = useLocale();
  if (amount === undefined) return <Bone />;
  const exact = formatAmount({ amount, decimals: token.decimals, locale });
  return (
    <span title={`${exact} ${token.symbol}`}>
      {formatAmount({ amount, decimals: token.decimals, locale, maxFractionDigits: 6 })}
    </span>
  );
}

export function Cents({ value }: { value: bigint | undefined }) {
  const locale = useLocale();
  if (value === undefined) return <Bone />;
  return formatAmount({ amount: value, decimals: USDC.decimals, locale, minFractionDigits: 2, maxFractionDigits: 2 });
}

function Bone() {
  return <span className="skeleton ml-auto block h-3.5 w-14" />;
}

/** A part of the whole, as a bar and in words. */
export function ShareBar({ ppm }: { ppm: number | undefined }) {
  const locale = useLocale();
  if (ppm === undefined) return <Bone />;
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-14 overflow-hidden rounded-full bg-raised">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${ppm / 10_000}%` }} />
      </span>
      <span className="text-2xs text-muted">{formatPercent({ ppm, locale, maxFractionDigits: 1 })}</span>
    </span>
  );
}

/** Fill the ticket with the token on one side: against USDC, and USDC against SOL. */
export function TradeButtons({ token }: { token: Token }) {
  const fill = useFillTicket();
  const other = token === USDC ? SOL : USDC;
  return (
    <span className="flex justify-end gap-1">
      <button
        type="button"
        className={`${BUTTON_LOOK.small} max-lg:h-11 max-lg:px-4`}
        onClick={() => fill({ pay: other, receive: token })}
      >
        Buy<span className="sr-only"> {token.symbol}</span>
      </button>
      <button
        type="button"
        className={`${BUTTON_LOOK.small} max-lg:h-11 max-lg:px-4`}
        onClick={() => fill({ pay: token, receive: other })}
      >
        Sell<span className="sr-only"> {token.symbol}</span>
      </button>
    </span>
  );
}
