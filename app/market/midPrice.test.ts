import { describe, expect, it } from 'vitest';
import type { Pool } from '../../core/pools/all/pool.ts';
import { BONK, JUP, LISTED_POOLS, RAY, USDT } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { asMarket, deviationPpm, listedMarkets, midPrice, priceText } from './midPrice.ts';

function cpmm(pair: string, reserveX: bigint, reserveY: bigint): Pool {
  const listed = LISTED_POOLS.find((pool) => pool.pair === pair && pool.kind === 'raydium-cpmm');
  if (listed?.kind !== 'raydium-cpmm') throw new Error('expected a pool of Raydium');
  return { ...listed, reserveX, reserveY };
}

const pools = [
  cpmm('SOL/USDC', 1_000n * 10n ** 9n, 150_000n * 10n ** 6n),
  cpmm('JUP/SOL', 2_000n * 10n ** 6n, 10n * 10n ** 9n),
];
const locale = 'en-US';

describe('midPrice', () => {
  it('is the quotient of reserves, in both directions', () => {
    const solInUsdc = midPrice({ pools, base: SOL.mint, quote: USDC.mint });
    const usdcInSol = midPrice({ pools, base: USDC.mint, quote: SOL.mint });
    expect(solInUsdc && priceText({ ratio: solInUsdc, base: SOL, quote: USDC, locale })).toBe('150.000');
    expect(usdcInSol && priceText({ ratio: usdcInSol, base: USDC, quote: SOL, locale })).toBe('0.00666667');
  });

  it('goes through a hub where there is no pool', () => {
    const price = midPrice({ pools, base: JUP.mint, quote: USDC.mint });
    expect(price && priceText({ ratio: price, base: JUP, quote: USDC, locale })).toBe('0.750000');
    expect(midPrice({ pools, base: BONK.mint, quote: USDC.mint })).toBeUndefined();
  });

  it('gives the distance between prices', () => {
    expect(deviationPpm({ numerator: 101n, denominator: 100n }, { numerator: 1n, denominator: 1n })).toBe(10_000);
    expect(deviationPpm({ numerator: 99n, denominator: 100n }, { numerator: 1n, denominator: 1n })).toBe(-10_000);
  });
});

describe('markets', () => {
  it('lists each pair once, in the listed direction', () => {
    expect(listedMarkets()).toHaveLength(9);
    expect(asMarket(USDC, SOL)).toEqual({ base: SOL, quote: USDC });
    expect(asMarket(USDT, RAY)).toEqual({ base: RAY, quote: USDT });
  });
});
