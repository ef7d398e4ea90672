import { describe, expect, it } from 'vitest';
import { BONK, TOKENS } from '../testing/usualListing.ts';
import { findToken, SOL, type Token, USDC } from './token.ts';

describe('findToken', () => {
  it.each([
    ...TOKENS.flatMap((token): [string, Token][] => [
      [token.symbol, token],
      [`$${token.symbol}`, token],
      [token.symbol.toLowerCase(), token],
      [token.mint, token],
    ]),
    ['wSOL', SOL],
    ['WSOL', SOL],
    ['$wsol', SOL],
    ['$bonk', BONK],
    ['Usdc', USDC],
  ] satisfies [string, Token][])('finds %s', (name, token) => expect(findToken(name)).toBe(token));

  it.each([
    '',
    '$',
    '$$SOL',
    'SOL$',
    ' SOL',
    'SOL ',
    'SOL\u200b',
    // The Kelvin sign, dotless and long letters are lower-cased to k, i and s in some alphabets.
    'BON\u212a',
    '\u017fOL',
    // Cyrillic and full-width look-alikes.
    '\u0405OL',
    'U\u0405DC',
    '\uff33\uff2f\uff2c',
    '\uff04BONK',
    'wUSDC',
    'SOLANA',
    '__proto__',
    'constructor',
    `$${SOL.mint}`,
    SOL.mint.toLowerCase(),
    SOL.mint.slice(0, -1),
    `${SOL.mint}1`,
    '11111111111111111111111111111111',
  ])('finds no token by %j', (name) => expect(findToken(name)).toBeUndefined());

  it('distinguishes all symbols regardless of case', () => {
    expect(new Set(TOKENS.map(({ symbol }) => symbol.toUpperCase())).size).toBe(TOKENS.length);
  });
});
