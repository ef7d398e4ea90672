import fc from 'fast-check';
import { type Mint, SOL, USDC } from '../../../tokens/token.ts';
import type { PoolAddress } from '../../poolBase.ts';
import { bySize } from '../../testing/bySize.ts';
import type { ListedClmmPool, RaydiumClmmPool } from '../pool.ts';
import { sqrtPriceOfTick } from '../tickMath.ts';

/** CLMM pools of any spacing and fee tier with positions around the price, some of which overlap and leave gaps. */
export function clmmPools(
  opts: {
    readonly leastLiquidity?: bigint;
    readonly address?: string;
    readonly mintX?: Mint;
    readonly mintY?: Mint;
  } = {},
): fc.Arbitrary<RaydiumClmmPool> {
  const position = fc.record({
    lower: fc.integer({ min: -200, max: 200 }),
    width: fc.integer({ min: 1, max: 300 }),
    liquidity: bySize({ min: opts.leastLiquidity ?? 1_000n, max: 1n << 70n }),
  });
  return fc
    .record({
      tickSpacing: fc.constantFrom(1, 10, 60),
      tradeFeeRate: fc.constantFrom(0n, 100n, 400n, 2_500n, 10_000n),
      protocolFeeRate: fc.constantFrom(0n, 120_000n),
      fundFeeRate: fc.constantFrom(0n, 40_000n),
      tick: fc.integer({ min: -60_000, max: 60_000 }),
      within: fc.bigInt({ min: 0n, max: 999n }),
      positions: fc.array(position, { minLength: 1, maxLength: 8 }),
    })
    .map(({ tickSpacing, tick, within, positions, ...rates }) => {
      const nets = new Map<number, bigint>();
      const add = (place: number, net: bigint) => {
        const index = (Math.floor(tick / tickSpacing) + place) * tickSpacing;
        nets.set(index, (nets.get(index) ?? 0n) + net);
      };
      for (const { lower, width, liquidity } of positions) {
        add(lower, liquidity);
        add(lower + width, -liquidity);
      }
      const ticks = [...nets]
        .map(([index, liquidityNet]) => ({ index, liquidityNet }))
        .sort((a, b) => a.index - b.index);
      const low = sqrtPriceOfTick(tick);
      return {
        kind: 'raydium-clmm',
        address: (opts.address ?? 'clmm') as PoolAddress,
        mintX: opts.mintX ?? SOL.mint,
        mintY: opts.mintY ?? USDC.mint,
        tickSpacing,
        ...rates,
        openTime: 0,
        enabled: true,
        sqrtPrice: low + ((sqrtPriceOfTick(tick + 1) - low) * within) / 1_000n,
        tick,
        liquidity: ticks.reduce((sum, { index, liquidityNet }) => (index <= tick ? sum + liquidityNet : sum), 0n),
        ticks,
      };
    });
}

/** The listed part of a pool. */
export function listedOf(pool: RaydiumClmmPool): ListedClmmPool {
  const { enabled, sqrtPrice, tick, liquidity, ticks, ...statics } = pool;
  const accounts = { config: 'config', vaultX: 'vault of x', vaultY: 'vault of y', observation: 'observation' };
  return { ...statics, pair: 'SOL/USDC', accounts };
}
