'use client';
import { formatAmount } from '../../core/amounts/format.ts';
import { USDC } from '../../core/tokens/token.ts';
import { useLocale } from '../ui/useLocale.ts';

/** A profit or loss in USDC to the cent: signed, and in words for screen readers. Micro-USDC; undefined while unknown. */
export function ProfitText({ value }: { value: bigint | undefined }) {
  const locale = useLocale();
  if (value === undefined) return <span className="skeleton ml-auto block h-3.5 w-12" />;
  const size = value < 0n ? -value : value;
  const cents = { decimals: USDC.decimals, locale, minFractionDigits: 2, maxFractionDigits: 2 };
  if (size < 5_000n) return <span className="text-faint">{formatAmount({ ...cents, amount: 0n })}</span>;
  return (
    <span className={value < 0n ? 'text-bad' : 'text-good'}>
      <span className="sr-only">{value < 0n ? 'loss of ' : 'profit of '}</span>
      <span aria-hidden="true">{value < 0n ? '−' : '+'}</span>
      {formatAmount({ ...cents, amount: size })}
    </span>
  );
}
