import { z } from 'zod';
import { chainSecondsAt } from '../../../core/chain/slot.ts';
import { Remembered } from '../../../core/memory/remembered.ts';
import { accumulatorAt, decayed, stepsBetween } from '../../../core/pools/meteoraDammV2/dammVolatility.ts';
import type {
  DammDynamicFee,
  DammVolatility,
  ListedDammV2Pool,
  MeteoraDammV2Pool,
} from '../../../core/pools/meteoraDammV2/pool.ts';
import { sqrtPriceOf } from '../concentratedModel.ts';
import { wholeUsdc } from '../depth.ts';
import { INDEX_SCALE } from '../fairPrice.ts';
import type { PoolModel, PoolModelKind, PoolModelOptions } from '../poolModel.ts';
import { baseUnits, ledBack } from '../tradedState.ts';

const count = z.number().int();

/** The stored state of a pool after a trade: its price, as √(Y per X) in Q64.64, and the volatility if its fee depends on one. */
const tradedDamm = z.object({
  sqrtPrice: baseUnits,
  volatility: z
    .object({ accumulator: count, reference: count, sqrtPriceReference: baseUnits, lastUpdateTimestamp: count })
    .nullable(),
});
type TradedDamm = z.infer<typeof tradedDamm>;

/** The total value in the pool's range, both tokens together. */
const dammDepth = z.strictObject({ total: wholeUsdc });
type DammDepth = z.output<typeof dammDepth>;

/** Interval at which the volatility references of a resting pool are renewed, slots: arbitrage trades it all the time, within the filter period. */
const REFERENCE_SLOTS = 16;
/** Slots whose resting prices are kept: each state asks for those of two references beside its own. */
const KNOWN_SLOTS = 4 * REFERENCE_SLOTS;

/**
 * The liquidity (times 2^64) that a value of both tokens, base units of Y, gives a range at a √price: y = L (s − low), x in Y = L (s − s² / high).
 * Throws RangeError when the √price does not lie within.
 */
function liquidityFor(opts: { value: bigint; at: bigint; low: bigint; high: bigint }): bigint {
  const { value, at, low, high } = opts;
  if (at <= low || at >= high) throw new RangeError('the reference price does not lie within the range of the pool');
  return (value << 128n) / (2n * at - low - (at * at) / high);
}

/**
 * A DAMM v2 pool with one fixed position. Its reserves follow from the price, so the state after a trade is stored as price and volatility, and
 * arbitrage returns the price to rest in RECOVERY_SLOTS.
 */
function createDammModel(
  opts: PoolModelOptions<ListedDammV2Pool, DammDepth>,
): PoolModel<MeteoraDammV2Pool, TradedDamm> {
  const { listed, prices } = opts;
  const { pair, accounts, ...parameters } = listed;
  const { mintX, mintY, sqrtMinPrice: low, sqrtMaxPrice: high, dynamicFee } = parameters;
  const worth = ((opts.depth.total * BigInt(opts.depthPercent)) / 100n) * INDEX_SCALE;
  const liquidity = liquidityFor({
    value: (worth * prices.oneOf(mintY)) / prices.referencePrice(mintY),
    at: sqrtPriceOf(prices.referenceRatio({ mintX, mintY })),
    low,
    high,
  });

  const clamped = (price: bigint) => (price < low ? low : price > high ? high : price);
  const known = new Remembered<number, bigint>(KNOWN_SLOTS);
  const restingSqrtPrice = (slot: number) =>
    known.get(slot, () => clamped(sqrtPriceOf(prices.poolPrice({ ...listed, slot }))));

  function restingVolatility(fee: DammDynamicFee, sqrtPrice: bigint, slot: number): DammVolatility {
    const epoch = Math.floor(slot / REFERENCE_SLOTS) * REFERENCE_SLOTS;
    const sqrtPriceReference = restingSqrtPrice(epoch);
    const before = { reference: 0, sqrtPriceReference: restingSqrtPrice(epoch - REFERENCE_SLOTS) };
    const references = { reference: decayed(accumulatorAt(sqrtPriceReference, before, fee), fee), sqrtPriceReference };
    return {
      ...references,
      accumulator: accumulatorAt(sqrtPrice, references, fee),
      lastUpdateTimestamp: chainSecondsAt(slot),
    };
  }

  /** The volatility after arbitrage has moved a traded price, if it moved by a step or more. */
  function movedVolatility(fee: DammDynamicFee, traded: TradedDamm, sqrtPrice: bigint, slot: number) {
    const kept = volatilityOf(traded);
    if (kept === null || stepsBetween(sqrtPrice, BigInt(traded.sqrtPrice)) === 0n) return kept;
    return { ...kept, accumulator: accumulatorAt(sqrtPrice, kept, fee), lastUpdateTimestamp: chainSecondsAt(slot) };
  }

  const pool = (sqrtPrice: bigint, volatility: DammVolatility | null): MeteoraDammV2Pool => ({
    ...parameters,
    enabled: true,
    sqrtPrice,
    liquidity,
    volatility,
  });

  return {
    priceAccounts: [],
    resting(slot) {
      const sqrtPrice = restingSqrtPrice(slot);
      return pool(sqrtPrice, dynamicFee && restingVolatility(dynamicFee, sqrtPrice, slot));
    },
    restingPrice(slot) {
      const sqrtPrice = restingSqrtPrice(slot);
      return { num: sqrtPrice * sqrtPrice, den: 1n << 128n };
    },
    after({ state, slot: tradedAt }, slot) {
      const traded = BigInt(state.sqrtPrice);
      if (slot === tradedAt) return pool(traded, volatilityOf(state));
      const rest = { atTrade: restingSqrtPrice(tradedAt), now: restingSqrtPrice(slot) };
      const sqrtPrice = clamped(ledBack({ traded, ...rest, slots: slot - tradedAt }));
      return pool(sqrtPrice, dynamicFee && movedVolatility(dynamicFee, state, sqrtPrice, slot));
    },
    traded: ({ sqrtPrice, volatility }) => ({
      sqrtPrice: `${sqrtPrice}`,
      volatility: volatility && { ...volatility, sqrtPriceReference: `${volatility.sqrtPriceReference}` },
    }),
  };
}

function volatilityOf({ volatility }: TradedDamm): DammVolatility | null {
  return volatility && { ...volatility, sqrtPriceReference: BigInt(volatility.sqrtPriceReference) };
}

export const model: PoolModelKind<MeteoraDammV2Pool, ListedDammV2Pool, TradedDamm, DammDepth> = {
  kind: 'meteora-damm-v2',
  tradedState: tradedDamm,
  depth: dammDepth,
  create: createDammModel,
};
