import fc from 'fast-check';
import { SOL, USDC } from '../../../tokens/token.ts';
import type { PoolAddress } from '../../poolBase.ts';
import { bySize } from '../../testing/bySize.ts';
import { CLOCK, type PairOptions } from '../../testing/poolSamples.ts';
import { binArrayIndexOf } from '../binArrayIndex.ts';
import type { DlmmBin, MeteoraDlmmPool } from '../dlmmPool.ts';
import { binPrice, Q64 } from '../dlmmPrice.ts';

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
      // Negative zero becomes zero, since JSON has no negative zero.
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
