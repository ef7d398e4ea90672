import { formatAmount } from '../../core/amounts/format.ts';
import type { Token } from '../../core/tokens/token.ts';

/** Maximum number of digits in a cell of the blotter. */
const DIGITS = 7;
const MAX_FRACTION = 6;

/** An amount for a narrow cell, `1,234.5678 USDC`: the larger it is, the fewer decimals are shown. The exact amount belongs in a title. */
export function shownAmount(opts: { amount: bigint; token: Token; locale: string }): string {
  const { amount, token, locale } = opts;
  const wholeDigits = `${amount / 10n ** BigInt(token.decimals)}`.length;
  const maxFractionDigits = Math.min(MAX_FRACTION, Math.max(0, DIGITS - wholeDigits));
  return formatAmount({ amount, decimals: token.decimals, locale, maxFractionDigits });
}
