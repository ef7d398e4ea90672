import fc from 'fast-check';
import { SOL, USDC } from '../../../tokens/token.ts';
import type { PoolAddress } from '../../poolBase.ts';
import { bySize } from '../../testing/bySize.ts';
import type { PairOptions } from '../../testing/poolSamples.ts';
import type { RaydiumCpmmPool } from '../cpmmPool.ts';

/** CPMM pools of any fee tier. Reserves up to 2^62 leave room for any trade in the tests. */
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
