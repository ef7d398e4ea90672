import fc from 'fast-check';
import { type Mint, SOL, USDC } from '../../../tokens/token.ts';
import type { PoolAddress } from '../../poolBase.ts';
import { bySize } from '../../testing/bySize.ts';
import type { DammDynamicFee, MeteoraDammV2Pool } from '../pool.ts';

const dynamic = { filterPeriod: 10, decayPeriod: 120, reductionFactor: 5_000, maxVolatilityAccumulator: 14_460_000 };

/** No volatility fee, the one that the SDK proposes for a base fee of 25 basis points, and a much stronger one. */
const DYNAMIC_FEES: readonly (DammDynamicFee | null)[] = [
  null,
  { ...dynamic, variableFeeControl: 239 },
  { ...dynamic, variableFeeControl: 2_000 },
];

/** DAMM v2 pools of any fee, price and range, worth at most the contents of the test vaults; some were just traded. */
export function dammPools(
  opts: { readonly mintX?: Mint; readonly mintY?: Mint; readonly address?: string } = {},
): fc.Arbitrary<MeteoraDammV2Pool> {
  return fc
    .record({
      baseFee: fc.constantFrom(100_000n, 2_500_000n, 10_000_000n, 500_000_000n),
      protocolFeePercent: fc.constantFrom(0, 10, 20),
      collectFeeMode: fc.constantFrom(0 as const, 1 as const),
      feeVersion: fc.constantFrom(0 as const, 1 as const),
      dynamicFee: fc.constantFrom(...DYNAMIC_FEES),
      price: fc.double({ min: -10, max: 10, noNaN: true }),
      /** Range to each side of the √price in hundredths of it; 0 for all prices. */
      below: fc.integer({ min: 0, max: 90 }),
      above: fc.integer({ min: 0, max: 900 }),
      worth: bySize({ min: 1_000n, max: 1n << 58n }),
      accumulator: fc.constantFrom(0, 20_000, 1_240_000, 14_460_000),
      reference: fc.constantFrom(0, 20_000, 620_000),
      off: fc.integer({ min: -300, max: 300 }),
      elapsed: fc.constantFrom(0, 5, 10, 60, 119, 120, 5_000),
    })
    .map(({ price, below, above, worth, accumulator, reference, off, elapsed, ...parameters }) => {
      const sqrtPrice = BigInt(Math.floor(Math.exp(price / 2) * 2 ** 53)) << 11n;
      return {
        kind: 'meteora-damm-v2',
        address: (opts.address ?? 'damm') as PoolAddress,
        mintX: opts.mintX ?? SOL.mint,
        mintY: opts.mintY ?? USDC.mint,
        ...parameters,
        activationPoint: 0,
        sqrtMinPrice: below === 0 ? 4_295_048_016n : (sqrtPrice * BigInt(100 - below)) / 100n,
        sqrtMaxPrice: above === 0 ? 79_226_673_521_066_979_257_578_248_091n : (sqrtPrice * BigInt(100 + above)) / 100n,
        enabled: true,
        sqrtPrice,
        // Over all prices, `worth` counts the token of which the pool has more.
        liquidity: sqrtPrice < 1n << 64n ? worth * sqrtPrice : (worth << 128n) / sqrtPrice,
        volatility: parameters.dynamicFee && {
          accumulator,
          reference,
          sqrtPriceReference: (sqrtPrice * BigInt(10_000 + off)) / 10_000n,
          lastUpdateTimestamp: 1_000_000 - elapsed,
        },
      };
    });
}
