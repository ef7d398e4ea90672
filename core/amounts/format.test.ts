import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { U64_MAX } from './baseUnits.ts';
import {
  decimalText,
  formatAmount,
  formatAmountForInput,
  formatBasisPoints,
  formatCount,
  formatPercent,
  formatPrice,
} from './format.ts';

const locale = 'en-US';

describe('decimalText', () => {
  it.each([
    [0n, 9, '0'],
    [1n, 9, '0.000000001'],
    [1_500_000_000n, 9, '1.5'],
    [-2_500_000n, 6, '-2.5'],
    [42n, 0, '42'],
    [U64_MAX, 9, '18446744073.709551615'],
  ])('writes %s at %s decimals as %s', (amount, decimals, text) => {
    expect(decimalText({ amount, decimals })).toBe(text);
  });
});

describe('formatAmount', () => {
  it('is exact where a float is not, and never uses an exponent', () => {
    expect(formatAmount({ amount: U64_MAX, decimals: 9, locale })).toBe('18,446,744,073.709551615');
    expect(formatAmount({ amount: 9_007_199_254_740_993n, decimals: 0, locale })).toBe('9,007,199,254,740,993');
    expect(formatAmount({ amount: 1n, decimals: 9, locale })).toBe('0.000000001');
  });

  it('truncates, and shows the first digits of an amount that would become 0', () => {
    expect(formatAmount({ amount: 1_999_999n, decimals: 6, locale, maxFractionDigits: 2 })).toBe('1.99');
    expect(formatAmount({ amount: 1_234n, decimals: 9, locale, maxFractionDigits: 4 })).toBe('0.00000123');
    expect(formatAmount({ amount: 0n, decimals: 9, locale, maxFractionDigits: 4 })).toBe('0');
  });

  it('pads to a given width', () => {
    expect(formatAmount({ amount: 5_000_000n, decimals: 6, locale, minFractionDigits: 2 })).toBe('5.00');
  });

  it('follows the locale', () => {
    expect(formatAmount({ amount: 1_234_567_500_000n, decimals: 6, locale: 'de-DE' })).toBe('1.234.567,5');
    expect(formatAmount({ amount: 1_234_567_500_000n, decimals: 6, locale: 'en-IN' })).toBe('12,34,567.5');
  });

  it('has the digits of any amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: U64_MAX }), fc.integer({ min: 0, max: 9 }), (amount, decimals) => {
        const shown = formatAmount({ amount, decimals, locale, minFractionDigits: decimals });
        expect(BigInt(shown.replace(/[,.]/g, ''))).toBe(amount);
      }),
      propertyRuns(100),
    );
  });
});

describe('formatAmountForInput', () => {
  it('has the separator of the locale and no groups', () => {
    expect(formatAmountForInput({ amount: 1_234_500_000n, decimals: 6, locale: 'de-DE' })).toBe('1234,5');
    expect(formatAmountForInput({ amount: 1_234_500_000n, decimals: 6, locale })).toBe('1234.5');
  });

  it('has all digits of the amount in the locale’s digits, without mixing', () => {
    expect(formatAmountForInput({ amount: 12_500_000n, decimals: 6, locale: 'ar-EG' })).toBe('١٢٫٥');
    expect(formatAmountForInput({ amount: 18_446_744_073_709_551_615n, decimals: 9, locale })).toBe(
      '18446744073.709551615',
    );
  });
});

describe('formatPrice', () => {
  const usdcPerSol = { numeratorDecimals: 6, denominatorDecimals: 9, locale };

  it('is the quotient of whole tokens to six digits', () => {
    expect(formatPrice({ numerator: 7_500_000_000_000n, denominator: 50_000_000_000_000n, ...usdcPerSol })).toBe(
      '150.000',
    );
    expect(formatPrice({ numerator: 149_622_015n, denominator: 1_000_000_000n, ...usdcPerSol })).toBe('149.622');
  });

  it('shows tiny and huge prices in plain digits', () => {
    expect(
      formatPrice({
        numerator: 23_451n,
        numeratorDecimals: 6,
        denominator: 100_000_000n,
        denominatorDecimals: 5,
        locale,
      }),
    ).toBe('0.0000234510');
    expect(formatPrice({ numerator: 10n ** 20n, denominator: 1_000_000_000n, ...usdcPerSol })).toBe(
      '100,000,000,000,000',
    );
  });
});

describe('shares', () => {
  it('shows parts per million as percent and basis points', () => {
    expect(formatPercent({ ppm: 2_500, locale })).toBe('0.25%');
    expect(formatPercent({ ppm: 0, locale })).toBe('0%');
    expect(formatBasisPoints({ ppm: 150, locale })).toBe('1.5');
    expect(formatBasisPoints({ ppm: 7, locale })).toBe('0.07');
    expect(formatBasisPoints({ ppm: 700, locale, fixed: true })).toBe('7.0');
    expect(formatCount({ value: 1_234_567, locale })).toBe('1,234,567');
  });
});
