import fc from 'fast-check';
import { type Mint, SOL, USDC } from '../../../tokens/token.ts';
import type { PoolAddress } from '../../poolBase.ts';
import { bySize } from '../../testing/bySize.ts';
import type { OrcaWhirlpoolPool } from '../pool.ts';
import { sqrtPriceOfTick } from '../tickMath.ts';

export type Position = { readonly lower: number; readonly upper: number; readonly liquidity: bigint };

type Fields = Partial<Pick<OrcaWhirlpoolPool, 'tickSpacing' | 'feeRate' | 'protocolFeeRate' | 'mintX' | 'mintY'>>;

/** A Whirlpool with some positions and a price on a tick (0), or a number of thousandths of the way to the next one. */
export function whirlpoolOf(
  opts: Fields & {
    readonly address?: string;
    readonly tick?: number;
    readonly thousandths?: bigint;
    readonly positions: readonly Position[];
  },
): OrcaWhirlpoolPool {
  const { tick = 0, thousandths = 0n } = opts;
  const nets = new Map<number, bigint>();
  let liquidity = 0n;
  for (const position of opts.positions) {
    nets.set(position.lower, (nets.get(position.lower) ?? 0n) + position.liquidity);
    nets.set(position.upper, (nets.get(position.upper) ?? 0n) - position.liquidity);
    if (position.lower <= tick && tick < position.upper) liquidity += position.liquidity;
  }
  const onTick = sqrtPriceOfTick(tick);
  return {
    kind: 'orca-whirlpool',
    address: (opts.address ?? 'whirlpool') as PoolAddress,
    mintX: opts.mintX ?? SOL.mint,
    mintY: opts.mintY ?? USDC.mint,
    tickSpacing: opts.tickSpacing ?? 4,
    feeRate: opts.feeRate ?? 400n,
    protocolFeeRate: opts.protocolFeeRate ?? 1_300n,
    sqrtPrice: onTick + ((sqrtPriceOfTick(tick + 1) - onTick) * thousandths) / 1_000n,
    tick,
    liquidity,
    ticks: [...nets].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index),
  };
}

/** Whirlpools of the usual spacings and fees, with positions around the price, some of which overlap and leave gaps. */
export function whirlpools(
  opts: { readonly mintX?: Mint; readonly mintY?: Mint; readonly address?: string } = {},
): fc.Arbitrary<OrcaWhirlpoolPool> {
  const position = fc.record({
    lower: fc.integer({ min: -200, max: 200 }),
    width: fc.integer({ min: 1, max: 300 }),
    liquidity: bySize({ min: 1_000n, max: 1n << 70n }),
  });
  return fc
    .record({
      tickSpacing: fc.constantFrom(1, 4, 16, 64),
      feeRate: fc.constantFrom(100n, 400n, 1_600n, 3_000n, 10_000n),
      protocolFeeRate: fc.constantFrom(0n, 300n, 1_300n),
      tick: fc.integer({ min: -60_000, max: 60_000 }),
      thousandths: fc.bigInt({ min: 0n, max: 999n }),
      positions: fc.array(position, { minLength: 1, maxLength: 8 }),
    })
    .map(({ positions, ...fields }) => {
      const middle = Math.floor(fields.tick / fields.tickSpacing);
      const placed = positions.map(({ lower, width, liquidity }) => ({
        lower: (middle + lower) * fields.tickSpacing,
        upper: (middle + lower + width) * fields.tickSpacing,
        liquidity,
      }));
      return whirlpoolOf({ ...opts, ...fields, positions: placed });
    });
}
