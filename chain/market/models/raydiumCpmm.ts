import { z } from 'zod';
import type { ListedCpmmPool, RaydiumCpmmPool } from '../../../core/pools/raydiumCpmm/cpmmPool.ts';
import { integerSqrt } from '../../../core/routing/integerSqrt.ts';
import { wholeUsdc } from '../depth.ts';
import { INDEX_SCALE } from '../fairPrice.ts';
import type { PoolModel, PoolModelKind, PoolModelOptions } from '../poolModel.ts';
import { baseUnits, RECOVERY_SLOTS } from '../tradedState.ts';

/** The stored state of a pool after a trade: its reserves. */
const tradedCpmm = z.object({ x: baseUnits, y: baseUnits });
type TradedCpmm = z.infer<typeof tradedCpmm>;

/** Quotients of reserves are parts of this. */
const UNIT = 10n ** 18n;

/** The value of each side of a pool. */
const cpmmDepth = z.strictObject({ side: wholeUsdc });
type CpmmDepth = z.output<typeof cpmmDepth>;

/**
 * A reserve during recovery: `now` (the fair reserve at this slot) times the ratio of the traded reserve to `atTrade` (the fair reserve then);
 * the deviation shrinks with each slot.
 */
function recovered(opts: { traded: bigint; atTrade: bigint; now: bigint; slots: number }): bigint {
  const off = (opts.traded * UNIT) / opts.atTrade - UNIT;
  const left = (off * BigInt(RECOVERY_SLOTS - opts.slots)) / BigInt(RECOVERY_SLOTS);
  return (opts.now * (UNIT + left)) / UNIT;
}

/** A CPMM pool at rest: the same liquidity (√(x y)) at the venue's price. Reserves are base units, rounded down. */
function createCpmmModel(opts: PoolModelOptions<ListedCpmmPool, CpmmDepth>): PoolModel<RaydiumCpmmPool, TradedCpmm> {
  const { listed, prices } = opts;
  const { pair, accounts, ...parameters } = listed;
  const side = (opts.depth.side * BigInt(opts.depthPercent)) / 100n;
  // At the reference price, base units.
  const reserveOf = (mint: ListedCpmmPool['mintX']) =>
    (side * INDEX_SCALE * prices.oneOf(mint)) / prices.referencePrice(mint);
  const product = reserveOf(listed.mintX) * reserveOf(listed.mintY);

  function restingReserves(slot: number): { x: bigint; y: bigint } {
    const { num, den } = prices.poolPrice({ ...listed, slot });
    return { x: integerSqrt((product * den) / num), y: integerSqrt((product * num) / den) };
  }

  function pool(x: bigint, y: bigint): RaydiumCpmmPool {
    return { ...parameters, reserveX: x, reserveY: y };
  }

  return {
    resting(slot) {
      const { x, y } = restingReserves(slot);
      return pool(x, y);
    },
    priceAccounts: [],
    restingPrice: (slot) => prices.poolPrice({ ...listed, slot }),
    after(row, slot) {
      const slots = slot - row.slot;
      const [x, y] = [BigInt(row.state.x), BigInt(row.state.y)];
      if (slots === 0) return pool(x, y);
      const [atTrade, now] = [restingReserves(row.slot), restingReserves(slot)];
      return pool(
        recovered({ traded: x, atTrade: atTrade.x, now: now.x, slots }),
        recovered({ traded: y, atTrade: atTrade.y, now: now.y, slots }),
      );
    },
    traded: (swapped) => ({ x: `${swapped.reserveX}`, y: `${swapped.reserveY}` }),
  };
}

export const model: PoolModelKind<RaydiumCpmmPool, ListedCpmmPool, TradedCpmm, CpmmDepth> = {
  kind: 'raydium-cpmm',
  tradedState: tradedCpmm,
  depth: cpmmDepth,
  create: createCpmmModel,
};
