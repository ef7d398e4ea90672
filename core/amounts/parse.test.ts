import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { U64_MAX } from './baseUnits.ts';
import { formatAmount, formatAmountForInput } from './format.ts';
import { parseAmount } from './parse.ts';

const LOCALES = [
  'en-US',
  'de-DE',
  'fr-FR',
  'de-CH',
  'en-IN',
  'es-ES',
  'ar-EG',
  'hi-IN-u-nu-deva',
  'fa-IR',
  'bn-BD',
  'ja-JP',
];

const usdc = (text: string, locale = 'en-US') => {
  const parsed = parseAmount({ text, decimals: 6, locale });
  return parsed.kind === 'amount' ? parsed.amount : parsed.problem;
};

describe('parseAmount', () => {
  it.each([
    ['1', 1_000_000n],
    ['0', 0n],
    ['.5', 500_000n],
    ['5.', 5_000_000n],
    ['1.500000000', 1_500_000n],
    [' 1 234.5 ', 1_234_500_000n],
    ["1'234.5", 1_234_500_000n],
    ['1,234,567.89', 1_234_567_890_000n],
    ['1.234.567,89', 1_234_567_890_000n],
    ['12,34,567.5', 1_234_567_500_000n],
    ['1,5', 1_500_000n],
    ['1_000_000', 1_000_000_000_000n],
    ['1\u202f234\u202f567,5', 1_234_567_500_000n],
    ['\u200e1.5\u200b', 1_500_000n],
    ['0,123', 123_000n],
    ['١٫٥', 1_500_000n],
    ['１．５', 1_500_000n],
  ])('reads %s', (text, amount) => {
    expect(usdc(text)).toBe(amount);
  });

  it('reads a single separator before three digits as the locale does', () => {
    expect(usdc('1,234', 'en-US')).toBe(1_234_000_000n);
    expect(usdc('1,234', 'de-DE')).toBe(1_234_000n);
    expect(usdc('1.234', 'en-US')).toBe(1_234_000n);
    expect(usdc('1.234', 'de-DE')).toBe(1_234_000_000n);
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['.', 'not-a-number'],
    ['-1', 'not-a-number'],
    ['+1', 'not-a-number'],
    ['1e9', 'not-a-number'],
    ['1e999', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['1,23,4', 'not-a-number'],
    ['1,2,3.4', 'not-a-number'],
    ['10\n5', 'not-a-number'],
    ['10\t500', 'not-a-number'],
    ['1 5', 'not-a-number'],
    ["1'5", 'not-a-number'],
    ["1'234_567", 'not-a-number'],
    ['1.234 567', 'not-a-number'],
    ['1½', 'not-a-number'],
    ['(5)', 'not-a-number'],
    ['5%', 'not-a-number'],
    ['1.0000001', 'too-many-decimals'],
    ['18446744073709.551616', 'too-large'],
    ['9'.repeat(40), 'too-large'],
  ])('refuses %s as %s', (text, problem) => {
    expect(usdc(text)).toBe(problem);
  });

  it('accepts the largest amount', () => {
    expect(usdc('18446744073709.551615')).toBe(U64_MAX);
  });

  it('reads the formatted amount of any locale back exactly', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: U64_MAX }),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(...LOCALES),
        (amount, decimals, locale) => {
          for (const text of [
            formatAmountForInput({ amount, decimals, locale }),
            formatAmount({ amount, decimals, locale }),
          ]) {
            expect(parseAmount({ text, decimals, locale })).toEqual({ kind: 'amount', amount });
          }
        },
      ),
      propertyRuns(100),
    );
  });
});
