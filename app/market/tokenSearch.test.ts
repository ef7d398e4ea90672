import { expect, it } from 'vitest';
import { BONK, TOKENS } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { isPairMeant, isTokenMeant } from './tokenSearch.ts';

const found = (typed: string) => TOKENS.filter((token) => isTokenMeant(token, typed)).map(({ symbol }) => symbol);

it.each([
  ['', TOKENS.map(({ symbol }) => symbol)],
  ['bonk', ['BONK']],
  ['$BONK', ['BONK']],
  [' $bonk ', ['BONK']],
  ['wSOL', ['SOL']],
  ['$wsol', ['SOL']],
  ['wrapped', ['SOL']],
  ['solana', ['SOL']],
  ['tether', ['USDT']],
  ['usd', ['USDC', 'USDT']],
  [BONK.mint, ['BONK']],
  [`  ${USDC.mint}\n`, ['USDC']],
  [SOL.mint.slice(0, 12), ['SOL']],
  [SOL.mint.toLowerCase(), []],
  [`${SOL.mint}x`, []],
  ['doge', []],
])('%j finds %j', (typed, symbols) => expect(found(typed)).toEqual(symbols));

it.each(['SOL/USDC', 'sol-usdc', '$SOL/USDC', 'wSOL usdc', 'sol', '$USDC', USDC.mint])('%j means SOL/USDC', (typed) => {
  expect(isPairMeant({ base: SOL, quote: USDC }, typed)).toBe(true);
});

it.each(['USDC/SOL', 'SOL/BONK', 'SOL/USDC/RAY', 'doge'])('%j does not', (typed) => {
  expect(isPairMeant({ base: SOL, quote: USDC }, typed)).toBe(false);
});
