import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBaseUnits, U64_MAX } from './baseUnits.ts';

describe('parseBaseUnits', () => {
  it('reads every u64 back exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: U64_MAX }), (n) => {
        expect(parseBaseUnits(n.toString())).toBe(n);
      }),
    );
  });
  it.each([
    '',
    '-1',
    '+1',
    '1.5',
    '1e9',
    '1e999',
    'NaN',
    'Infinity',
    ' 1',
    '1 ',
    '01',
    '0x10',
    '١٢',
    '1_000',
    '18446744073709551616',
  ])('refuses %j', (text) => expect(parseBaseUnits(text)).toBeUndefined());
});
