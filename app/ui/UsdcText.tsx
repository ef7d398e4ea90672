'use client';
import { formatAmount } from '../../core/amounts/format.ts';
import { USDC } from '../../core/tokens/token.ts';
import { useLocale } from './useLocale.ts';

/** An approximate value: micro-USDC to the cent. */
export function UsdcText({ value }: { value: bigint }) {
  const locale = useLocale();
  const text = formatAmount({
    amount: value,
    decimals: USDC.decimals,
    locale,
    minFractionDigits: 2,
    maxFractionDigits: 2,
  });
  return (
    <>
      ≈ {text} {USDC.symbol}
    </>
  );
}
