import fc from 'fast-check';
import { type Mint, SOL, USDC } from '../../tokens/token.ts';
import type { Pool, PoolAddress } from '../all/pool.ts';
import { dammPools } from '../meteoraDammV2/testing/dammPools.ts';
import { binArrayIndexOf } from '../meteoraDlmm/binArrayIndex.ts';
import type { DlmmBin, MeteoraDlmmPool } from '../meteoraDlmm/dlmmPool.ts';
import { binPrice, Q64 } from '../meteoraDlmm/dlmmPrice.ts';
import { whirlpools } from '../orcaWhirlpool/testing/whirlpools.ts';
import { clmmPools } from '../raydiumClmm/testing/clmmPools.ts';
import type { RaydiumCpmmPool } from '../raydiumCpmm/cpmmPool.ts';
import { bySize } from './bySize.ts';

export { bySize };

/** The clock of the random pools. */
export const CLOCK = { unixSeconds: 1_000_000 } as const;

type PairOptions = { readonly mintX?: Mint; readonly mintY?: Mint; readonly address?: string };

/** CPMM pools of any fee tier. Reserves up to 2^62 leave room for any trade of the tests. */
export function cpmmPools(
  opts: PairOptions & { readonly minReserve?: bigint; readonly maxReserve?: bigint } = {},
): fc.Arbitrary<RaydiumCpmmPool> {
  const reserve = bySize({ min: opts.minReserve ?? 1n, max: opts.maxReserve ?? 1n << 62n });
  return fc
    .record({
      reserveX: reserve,
      reserveY: reserve,
      tradeFeeRate: fc.constantFrom(0n, 2_500n, 10_000n, 20_000n, 40_000n),
      protocolFeeRate: fc.constantFrom(0n, 120_000n, 250_000n),
      fundFeeRate: fc.constantFrom(0n, 40_000n),
    })
    .map((fields) => ({
      kind: 'raydium-cpmm',
      address: (opts.address ?? 'cpmm') as PoolAddress,
      mintX: opts.mintX ?? SOL.mint,
      mintY: opts.mintY ?? USDC.mint,
      ...fields,
    }));
}

/** Bins around the active one: ask side in X above it, bid side in Y below it, both in it, some empty. Worth about `size` of X each. */
function binsAround(opts: { activeId: number; binStep: number; sizes: readonly bigint[] }): DlmmBin[] {
  const half = Math.floor(opts.sizes.length / 2);
  return opts.sizes.map((size, index) => {
    const id = opts.activeId + index - half;
    const worth = (size * binPrice(opts.binStep, id)) / Q64;
    if (index > half) return { id, x: size, y: 0n };
    if (index < half) return { id, x: 0n, y: worth };
    return { id, x: size / 2n, y: worth / 2n };
  });
}

/** DLMM pools of any step and volatility, with up to `maxBins` bins of which some are empty. */
export function dlmmPools(
  opts: PairOptions & { readonly maxBins?: number; readonly maxBinSize?: bigint } = {},
): fc.Arbitrary<MeteoraDlmmPool> {
  const max = opts.maxBinSize ?? 1n << 50n;
  const size = fc.oneof({ weight: 5, arbitrary: bySize({ min: 1n, max }) }, { weight: 1, arbitrary: fc.constant(0n) });
  return fc
    .record({
      binStep: fc.constantFrom(1, 4, 10, 25, 100),
      baseFactor: fc.constantFrom(0, 2_000, 10_000, 40_000),
      variableFeeControl: fc.constantFrom(0, 7_500, 40_000, 2_000_000),
      protocolShare: fc.constantFrom(0, 500, 1_000),
      price: fc.double({ min: -5, max: 5, noNaN: true }),
      sizes: fc.array(size, { minLength: 1, maxLength: opts.maxBins ?? 24 }),
      volatilityAccumulator: fc.integer({ min: 0, max: 350_000 }),
      volatilityReference: fc.integer({ min: 0, max: 350_000 }),
      distance: fc.integer({ min: -30, max: 30 }),
      elapsed: fc.constantFrom(0, 10, 29, 30, 100, 599, 600, 5_000),
    })
    .map((fields) => {
      const { binStep, baseFactor, variableFeeControl, protocolShare } = fields;
      // Without the sign of zero, which no JSON carries.
      const activeId = Math.round(fields.price / Math.log(1 + binStep / 10_000)) + 0;
      const bins = binsAround({ activeId, binStep, sizes: fields.sizes });
      return {
        kind: 'meteora-dlmm',
        address: (opts.address ?? 'dlmm') as PoolAddress,
        mintX: opts.mintX ?? SOL.mint,
        mintY: opts.mintY ?? USDC.mint,
        parameters: {
          binStep,
          baseFactor,
          baseFeePowerFactor: 0,
          filterPeriod: 30,
          decayPeriod: 600,
          reductionFactor: 5_000,
          variableFeeControl,
          maxVolatilityAccumulator: 350_000,
          protocolShare,
        },
        volatility: {
          volatilityAccumulator: fields.volatilityAccumulator,
          volatilityReference: fields.volatilityReference,
          indexReference: activeId + fields.distance,
          lastUpdateTimestamp: CLOCK.unixSeconds - fields.elapsed,
        },
        activeId,
        enabled: true,
        bins,
        binArrays: [...new Set(bins.map(({ id }) => binArrayIndexOf(id)))],
      };
    });
}

/** Random pools of each kind: the conformance suite runs over them. */
const ARBITRARIES: Readonly<Record<Pool['kind'], (opts: PairOptions) => fc.Arbitrary<Pool>>> = {
  'raydium-cpmm': cpmmPools,
  'meteora-dlmm': dlmmPools,
  'orca-whirlpool': whirlpools,
  'raydium-clmm': clmmPools,
  'meteora-damm-v2': dammPools,
};

/** Pools of one kind. */
export function poolsOfKind(kind: Pool['kind'], opts: PairOptions = {}): fc.Arbitrary<Pool> {
  return ARBITRARIES[kind](opts);
}

/** Pools of any kind. */
export function pools(opts: PairOptions = {}): fc.Arbitrary<Pool> {
  return fc.oneof(...Object.values(ARBITRARIES).map((arbitrary) => arbitrary(opts)));
}
