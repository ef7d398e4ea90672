import type { ListedWhirlpool, OrcaWhirlpoolPool, WhirlpoolState, WhirlpoolTick } from './pool.ts';
import { reachableTicks } from './tickArrays.ts';

/** The pool with only the ticks that a swap can reach, on which quotes depend: at most three tick arrays to each side. */
export function nearPrice(pool: OrcaWhirlpoolPool): OrcaWhirlpoolPool {
  const { low, high } = reachableTicks(pool);
  return { ...pool, ticks: pool.ticks.filter(({ index }) => index >= low && index <= high) };
}

/** The ticks of `next` that are new or changed since `previous`, and those that are gone although within reach, ascending. */
function changedTicks(previous: OrcaWhirlpoolPool, next: OrcaWhirlpoolPool): WhirlpoolState['ticks'] {
  const before = new Map(previous.ticks.map(({ index, liquidityNet }) => [index, liquidityNet]));
  const changed: [number, string | null][] = [];
  for (const { index, liquidityNet } of next.ticks) {
    if (before.get(index) !== liquidityNet) changed.push([index, `${liquidityNet}`]);
    before.delete(index);
  }
  const { low, high } = reachableTicks(next);
  for (const index of before.keys()) if (index >= low && index <= high) changed.push([index, null]);
  return changed.sort(([a], [b]) => a - b);
}

/** A pool's state: whole without `previous`, else the changes, or undefined without changes. Both pools as nearPrice returns them. */
export function encodeWhirlpoolState(
  pool: OrcaWhirlpoolPool,
  previous: OrcaWhirlpoolPool | undefined,
): WhirlpoolState | undefined {
  if (pool === previous) return undefined;
  const ticks =
    previous === undefined
      ? pool.ticks.map(({ index, liquidityNet }) => [index, `${liquidityNet}`] as const)
      : changedTicks(previous, pool);
  const { address, sqrtPrice, tick, liquidity } = pool;
  const same =
    ticks.length === 0 &&
    previous?.sqrtPrice === sqrtPrice &&
    previous.tick === tick &&
    previous.liquidity === liquidity;
  if (same) return undefined;
  return { kind: pool.kind, pool: address, sqrtPrice: `${sqrtPrice}`, tick, liquidity: `${liquidity}`, ticks };
}

function mergedTicks(before: readonly WhirlpoolTick[], state: WhirlpoolState): WhirlpoolTick[] {
  const merged = new Map(before.map(({ index, liquidityNet }) => [index, liquidityNet]));
  for (const [index, liquidityNet] of state.ticks) {
    if (liquidityNet === null) merged.delete(index);
    else merged.set(index, BigInt(liquidityNet));
  }
  return [...merged].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index);
}

/** The pool of a state, either whole or a change applied to `previous`. */
export function decodeWhirlpoolState(
  listed: Omit<ListedWhirlpool, 'pair' | 'accounts'>,
  state: WhirlpoolState,
  previous: OrcaWhirlpoolPool | undefined,
): OrcaWhirlpoolPool {
  const { address, mintX, mintY, tickSpacing, feeRate, protocolFeeRate } = listed;
  return nearPrice({
    kind: 'orca-whirlpool',
    address,
    mintX,
    mintY,
    tickSpacing,
    feeRate,
    protocolFeeRate,
    sqrtPrice: BigInt(state.sqrtPrice),
    tick: state.tick,
    liquidity: BigInt(state.liquidity),
    ticks: mergedTicks(previous?.ticks ?? [], state),
  });
}
