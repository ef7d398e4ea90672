import { z } from 'zod';
import { chainSecondsAt } from '../../../core/chain/slot.ts';
import { Remembered } from '../../../core/memory/remembered.ts';
import { binArrayIndexOf } from '../../../core/pools/meteoraDlmm/binArrayIndex.ts';
import type {
  DlmmBin,
  DlmmVolatility,
  ListedDlmmPool,
  MeteoraDlmmPool,
} from '../../../core/pools/meteoraDlmm/dlmmPool.ts';
import { binPrice, Q64_BITS } from '../../../core/pools/meteoraDlmm/dlmmPrice.ts';
import { DLMM_SHAPES, shapeWeights } from '../../../core/pools/meteoraDlmm/dlmmShapes.ts';
import { wholeUsdc } from '../depth.ts';
import { INDEX_SCALE, type Ratio } from '../fairPrice.ts';
import type { PoolModel, PoolModelKind, PoolModelOptions } from '../poolModel.ts';
import { RECOVERY_SLOTS } from '../tradedState.ts';

/**
 * The stored state of a pair after a trade: the position of the price in the bins (whose contents follow from their shape, converted up to
 * there), and the volatility.
 */
const tradedDlmm = z.object({
  /** Active bin × 2^32 + the part of it that is converted to Y. */
  position: z.number().int(),
  accumulator: z.number().int(),
  reference: z.number().int(),
  indexReference: z.number().int(),
  updatedAt: z.number().int(),
});
type TradedDlmm = z.infer<typeof tradedDlmm>;

/** All bins of a pool, their shape around the reference price, and how many there are to each side. */
const dlmmDepth = z.strictObject({ total: wholeUsdc, shape: z.enum(DLMM_SHAPES), radius: z.int().min(1).max(500) });
type DlmmDepth = z.output<typeof dlmmDepth>;

/** A position is bin id × 2^32 + the part of that bin which is converted to Y: exact as a number up to bins of ±2^20. */
const BIN = 2 ** 32;
const BIN_BITS = 32n;

/** Interval at which the volatility references of a resting pool are renewed, slots: arbitrage trades it all the time, within the filter period. */
const REFERENCE_SLOTS = 64;
/** Slots whose resting prices are kept: each state asks for those of two references beside its own. */
const KNOWN_SLOTS = 4 * REFERENCE_SLOTS;
const BASIS_POINTS = 10_000;

/** One bin of the shape: its contents when it is all X, and when it is all Y. All slots share these objects. */
type ShapeBin = { readonly id: number; readonly allX: DlmmBin; readonly allY: DlmmBin };

/** The id of the bin in whose range a price lies: the last one with a price not above it. The float is a first guess only. */
function binAt(binStep: number, price: bigint): number {
  let id = Math.floor(Math.log(Number(price) / 2 ** 64) / Math.log1p(binStep / BASIS_POINTS));
  while (binPrice(binStep, id) > price) id--;
  while (binPrice(binStep, id + 1) <= price) id++;
  return id;
}

function positionAt(binStep: number, { num, den }: Ratio): number {
  const price = (num << Q64_BITS) / den;
  const id = binAt(binStep, price);
  const [low, high] = [binPrice(binStep, id), binPrice(binStep, id + 1)];
  return id * BIN + Number(((price - low) << BIN_BITS) / (high - low));
}

/** The bins of a pool's liquidity, around the reference price, worth `total` (USDC) in all at reference prices. */
function shapeBins(opts: PoolModelOptions<ListedDlmmPool, DlmmDepth>): readonly ShapeBin[] {
  const { listed, prices, depthPercent } = opts;
  const { binStep } = listed.parameters;
  const { total, shape, radius } = opts.depth;
  const { num, den } = prices.referenceRatio(listed);
  const middle = binAt(binStep, (num << Q64_BITS) / den);
  const { mintY } = listed;
  const worth = ((total * BigInt(depthPercent)) / 100n) * INDEX_SCALE;
  const value = (worth * prices.oneOf(mintY)) / prices.referencePrice(mintY);
  const ids = Array.from({ length: 2 * radius + 1 }, (_, i) => middle - radius + i);
  const side = shapeWeights(shape, radius + 1).map(BigInt);
  const weights = ids.map((id) => side[Math.abs(id - middle)] ?? 0n);
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  return ids.map((id, i) => {
    const y = (value * (weights[i] ?? 0n)) / sum;
    const x = (y << Q64_BITS) / binPrice(binStep, id);
    return { id, allX: { id, x, y: 0n }, allY: { id, x: 0n, y } };
  });
}

/**
 * A DLMM pool with fixed positions: bins below the price hold Y, bins above it hold X, and the active one holds both, split at the price. So one
 * number, the position, determines all bins, and the state after a trade is stored as its position.
 */
function createDlmmModel(opts: PoolModelOptions<ListedDlmmPool, DlmmDepth>): PoolModel<MeteoraDlmmPool, TradedDlmm> {
  const { listed, prices } = opts;
  const { pair, accounts, ...statics } = listed;
  const { parameters } = statics;
  const shape = shapeBins(opts);
  const [allX, allY] = [shape.map((bin) => bin.allX), shape.map((bin) => bin.allY)];
  const firstId = shape[0]?.id ?? 0;
  const lastId = firstId + shape.length - 1;
  const firstArray = binArrayIndexOf(firstId);
  const binArrays = Array.from({ length: binArrayIndexOf(lastId) - firstArray + 1 }, (_, i) => firstArray + i);

  const positions = new Remembered<number, number>(KNOWN_SLOTS);

  function restingPosition(slot: number): number {
    return positions.get(slot, () => clamped(positionAt(parameters.binStep, prices.poolPrice({ ...listed, slot }))));
  }

  function clamped(position: number): number {
    return Math.max(firstId * BIN, Math.min(lastId * BIN + BIN - 1, position));
  }

  const activeOf = (position: number) => Math.floor(position / BIN);

  function binsAt(position: number): DlmmBin[] {
    const activeId = activeOf(position);
    const at = activeId - firstId;
    const converted = BigInt(position - activeId * BIN);
    const x = ((allX[at]?.x ?? 0n) * (BigInt(BIN) - converted)) >> BIN_BITS;
    const y = ((allY[at]?.y ?? 0n) * converted) >> BIN_BITS;
    return [...allY.slice(0, at), { id: activeId, x, y }, ...allX.slice(at + 1)];
  }

  function accumulatorAt(activeId: number, reference: number, indexReference: number): number {
    return Math.min(
      reference + Math.abs(indexReference - activeId) * BASIS_POINTS,
      parameters.maxVolatilityAccumulator,
    );
  }

  function restingVolatility(activeId: number, slot: number): DlmmVolatility {
    const epoch = Math.floor(slot / REFERENCE_SLOTS) * REFERENCE_SLOTS;
    const indexReference = activeOf(restingPosition(epoch));
    const before = activeOf(restingPosition(epoch - REFERENCE_SLOTS));
    const decayed = accumulatorAt(indexReference, 0, before) * parameters.reductionFactor;
    const volatilityReference = Math.floor(decayed / BASIS_POINTS);
    return {
      volatilityAccumulator: accumulatorAt(activeId, volatilityReference, indexReference),
      volatilityReference,
      indexReference,
      lastUpdateTimestamp: chainSecondsAt(slot),
    };
  }

  function pool(position: number, volatility: DlmmVolatility): MeteoraDlmmPool {
    const activeId = activeOf(position);
    return { ...statics, volatility, activeId, enabled: true, bins: binsAt(position), binArrays };
  }

  return {
    resting(slot) {
      const position = restingPosition(slot);
      return pool(position, restingVolatility(activeOf(position), slot));
    },
    priceAccounts: binArrays,
    restingPrice: (slot) => ({
      num: binPrice(parameters.binStep, activeOf(restingPosition(slot))),
      den: 1n << Q64_BITS,
    }),
    after(row, slot) {
      const { state } = row;
      const slots = slot - row.slot;
      const off = state.position - restingPosition(row.slot);
      const left = Math.trunc((off * (RECOVERY_SLOTS - slots)) / RECOVERY_SLOTS);
      const position = slots === 0 ? state.position : clamped(restingPosition(slot) + left);
      const moved = activeOf(position) !== activeOf(state.position);
      return pool(position, {
        volatilityAccumulator: moved
          ? accumulatorAt(activeOf(position), state.reference, state.indexReference)
          : state.accumulator,
        volatilityReference: state.reference,
        indexReference: state.indexReference,
        lastUpdateTimestamp: moved ? chainSecondsAt(slot) : state.updatedAt,
      });
    },
    traded({ activeId, bins, volatility }) {
      const active = bins.find((bin) => bin.id === activeId);
      const [x, y] = [active?.x ?? 0n, active?.y ?? 0n];
      const worth = y + ((x * binPrice(parameters.binStep, activeId)) >> Q64_BITS);
      const converted = worth === 0n ? 0 : Math.min(BIN - 1, Number((y << BIN_BITS) / worth));
      return {
        position: clamped(activeId * BIN + converted),
        accumulator: volatility.volatilityAccumulator,
        reference: volatility.volatilityReference,
        indexReference: volatility.indexReference,
        updatedAt: volatility.lastUpdateTimestamp,
      };
    },
  };
}

export const model: PoolModelKind<MeteoraDlmmPool, ListedDlmmPool, TradedDlmm, DlmmDepth> = {
  kind: 'meteora-dlmm',
  tradedState: tradedDlmm,
  depth: dlmmDepth,
  create: createDlmmModel,
};
