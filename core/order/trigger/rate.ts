import type { Ratio } from '../../amounts/ratio.ts';
import type { RateView } from './triggerTerms.ts';

/** A rate inside the engine: output base units (numerator) for input base units (denominator), both positive. */
export type Rate = Ratio;

/** Negative when `left` is the lower rate, 0 when they are equal; exact. */
export function compareRates(left: Rate, right: Rate): number {
  const [a, b] = [left.numerator * right.denominator, right.numerator * left.denominator];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rate `bps` hundredths of a percent below another. */
export function rateBelow(rate: Rate, bps: number): Rate {
  return { numerator: rate.numerator * BigInt(10_000 - bps), denominator: rate.denominator * 10_000n };
}

/** A rate from its form on the wire. */
export function rateOf({ amountIn, amountOut }: RateView): Rate {
  return { numerator: BigInt(amountOut), denominator: BigInt(amountIn) };
}

/** Digits kept of a rate with more of them: a relative error below 10^-30. */
const DIGITS = 30n;

/** The form for the wire. Quotients of very long numbers are rounded down to about 30 significant digits. */
export function rateView({ numerator, denominator }: Rate): RateView {
  const spare = Math.min(numerator.toString().length, denominator.toString().length) - Number(DIGITS);
  const scale = spare > 0 ? 10n ** BigInt(spare) : 1n;
  return { amountIn: (denominator / scale).toString(), amountOut: (numerator / scale).toString() };
}

/** A rate in floating point, to about 15 digits. */
export function roundedRate({ amountIn, amountOut }: RateView): number {
  return Number(amountOut) / Number(amountIn);
}
