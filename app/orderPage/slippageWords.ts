import { formatAmount } from '../../core/amounts/format.ts';
import { BPS_DECIMALS, type Realised } from './expectation.ts';

/** A realised slippage in words with its sign: `0.3 bps better`. A value too small for two digits after the point is shown to its first digits. */
export function slippageWords({ realised, locale }: { realised: Realised; locale: string }): string {
  const { side, microBps } = realised;
  if (side === 'exact') return 'exactly as expected';
  const bps =
    microBps === 0n
      ? `under ${formatAmount({ amount: 1n, decimals: BPS_DECIMALS, locale })}`
      : formatAmount({ amount: microBps, decimals: BPS_DECIMALS, locale, maxFractionDigits: 2 });
  return `${bps} bps ${side}`;
}
