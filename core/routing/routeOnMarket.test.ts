import { describe, expect, it } from 'vitest';
import type { RaydiumCpmmPool } from '../pools/raydiumCpmm/cpmmPool.ts';
import { BONK } from '../testing/usualListing.ts';
import { SOL, USDC } from '../tokens/token.ts';
import { bestRoute } from './bestRoute.ts';
import { FURTHER_LEG_LAMPORTS } from './networkFee.ts';
import { furtherLegCost, routeOnMarket } from './routeOnMarket.ts';

const pool = (address: string, reserveX: bigint, reserveY: bigint): RaydiumCpmmPool => ({
  kind: 'raydium-cpmm',
  address: address as RaydiumCpmmPool['address'],
  mintX: SOL.mint,
  mintY: USDC.mint,
  reserveX,
  reserveY,
  tradeFeeRate: 2_500n,
  protocolFeeRate: 120_000n,
  fundFeeRate: 40_000n,
});
const twins = [pool('a', 50_000_000_000_000n, 7_500_000_000_000n), pool('b', 50_000_000_000_000n, 7_500_000_000_000n)];
const clock = { unixSeconds: 1 };
const route = (amountIn: bigint) =>
  routeOnMarket({ market: { pools: twins, clock }, mintIn: SOL.mint, mintOut: USDC.mint, amountIn });

describe('routeOnMarket', () => {
  it("prices a second leg's fee in the token received, rounded up", () => {
    expect(furtherLegCost({ pools: twins, mintOut: SOL.mint })).toBe(FURTHER_LEG_LAMPORTS);
    // 1,096 lamports at 0.15 units of USDC each.
    expect(furtherLegCost({ pools: twins, mintOut: USDC.mint })).toBe(165n);
    expect(furtherLegCost({ pools: twins, mintOut: BONK.mint })).toBe(0n);
  });

  it('splits only when the gain exceeds the cost of the second leg', () => {
    const small = 1_000_000_000n;
    const free = bestRoute({ pools: twins, clock, mintIn: SOL.mint, mintOut: USDC.mint, amountIn: small });
    if (free.kind !== 'route' || free.why.gain === null) throw new Error('no route');
    expect(free.route.kind).toBe('split');
    const { gain } = free.why;
    const decided = route(small);
    expect(decided.kind === 'route' && decided.route.kind).toBe(gain > 165n ? 'split' : 'single');
    const tiny = route(10_000_000n);
    expect(tiny.kind === 'route' && tiny.route.kind).toBe('single');
    const large = route(500_000_000_000n);
    expect(large.kind === 'route' && large.route.kind).toBe('split');
  });
});
