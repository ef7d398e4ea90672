import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../core/amounts/parse.ts';
import { pastedAmount, unitNames } from './pastedAmount.ts';

const field = (symbol: string, locale = 'en-US') => ({
  decimals: symbol === 'SOL' ? 9 : 6,
  locale,
  names: unitNames(symbol),
});

describe('a pasted amount', () => {
  it.each([
    ['1,234.56', 'USDC', '1,234.56'],
    ['$1,234.56', 'USDC', '1,234.56'],
    ['US$ 5', 'USDT', '5'],
    ['5 USD', 'USDC', '5'],
    ['  1.234,56 USDC\n', 'USDC', '1.234,56'],
    ['12,34,567.5 SOL', 'SOL', '12,34,567.5'],
    ['5 sol', 'SOL', '5'],
    ['5 wSOL', 'SOL', '5'],
    ['$BONK 5', 'BONK', '5'],
    ['1 234,5', 'SOL', '1 234,5'],
    ['1\u202f234,5', 'SOL', '1\u202f234,5'],
    ['\u00a01\u00a0234.5\u00a0', 'SOL', '1\u00a0234.5'],
    ['١٬٢٣٤٫٥', 'SOL', '١٬٢٣٤٫٥'],
    ['１．５', 'SOL', '１．５'],
    ['.5 SOL', 'SOL', '.5'],
    ['Balance: 100.', 'SOL', '100'],
    ["1'234.5", 'SOL', "1'234.5"],
    ['1.5M', 'SOL', '1500000'],
    ['1.5M USDC', 'USDC', '1500000'],
    ['10k', 'SOL', '10000'],
    ['10 K', 'SOL', '10000'],
    ['$2.5k', 'USDC', '2500'],
    ['0.001B', 'USDC', '1000000'],
  ])('of %j of %s is %j', (text, symbol, amount) => {
    expect(pastedAmount(text, field(symbol))).toBe(amount);
  });

  it('writes a multiple in full as the locale does', () => {
    expect(pastedAmount('1,5k', field('SOL', 'de-DE'))).toBe('1500');
    expect(pastedAmount('0,0015k', field('SOL', 'de-DE'))).toBe('1,5');
  });

  it.each([
    '10\t5',
    '10\n5',
    '10\r\n500',
    '1\u20285',
    '1\t000',
    '10 5',
    '1 5',
    '1 50 000',
    '(5.00)',
    '($5.00)',
    '-5',
    '−5',
    '–5',
    '+5',
    '5-',
    '- 5',
    '1e3',
    '8.9e+9',
    '1E3',
    '0x10',
    '0b1',
    '½',
    '1½',
    '5²',
    '①',
    'Ⅴ',
    '5%',
    '1.5m',
    '1.5mm',
    '10kk',
    '1.5Mx',
    '1.5 Million',
    '5 apples',
    '5 USDC',
    '$5',
    '€5',
    '5 €',
    '1 SOL = 150 USDC',
    '1/2',
    '3*4',
    '=5',
    '5..',
    '1.2.3',
    '1,2,3',
    '1,23,4',
    "1'5",
    '1_5',
    "1'234_567",
    "1 234'567",
    '5 10',
    '5, 10',
    '5;10',
    '1..5',
    '10:5',
    '12:30',
    '2026-11-27',
    '27.11.2026',
    '127.0.0.1',
    'all of it',
    '',
    '   ',
    '∞',
    'NaN',
    '5e',
    '#5',
    '5 SOL 6',
    '0.0000000001',
    '5\u00006',
  ])('%j is no plain amount of SOL, and is refused', (text) => {
    const put = pastedAmount(text, field('SOL'));
    // As an input field keeps it.
    const shown = put.replace(/[\r\n]/g, '');
    expect(shown).toBe(put);
    expect(parseAmount({ text: shown, decimals: 9, locale: 'en-US' }).kind).toBe('problem');
  });
});
