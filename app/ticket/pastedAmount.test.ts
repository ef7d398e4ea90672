import { describe, expect, it } from 'vitest';
import { pastedAmount } from './pastedAmount.ts';

describe('a pasted amount', () => {
  it.each([
    ['1,234.56', '1,234.56'],
    ['$1,234.56', '1,234.56'],
    ['  1.234,56 USDC\n', '1.234,56'],
    ['12,34,567.5 SOL', '12,34,567.5'],
    ['1 234,5 €', '1 234,5'],
    ['١٬٢٣٤٫٥', '١٬٢٣٤٫٥'],
    ['.5 SOL', '.5'],
    ['Balance: 100.', '100'],
    ['8.9e+9', '8.9e+9'],
    ['-5', '-5'],
    ['1 SOL = 150 USDC', '1 SOL = 150 USDC'],
    ['all of it', 'all of it'],
  ])('of %j is %j', (text, amount) => {
    expect(pastedAmount(text)).toBe(amount);
  });
});
