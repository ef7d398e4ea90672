import type { ClmmState, ListedClmmPool, RaydiumClmmPool } from './pool.ts';
import { nearArrays } from './tickArrays.ts';
import { tickArrayStart } from './tickMath.ts';

/** The pool in a snapshot: without the ticks far from its price. The liquidity beyond them is not visible, so a quote only understates it. */
export function clmmNearPrice(pool: RaydiumClmmPool): RaydiumClmmPool {
  const near = new Set(nearArrays(pool));
  return { ...pool, ticks: pool.ticks.filter(({ index }) => near.has(tickArrayStart(index, pool.tickSpacing))) };
}

/** A pool's state; undefined when it equals that of `previous`. Both pools as clmmNearPrice (or decodeClmmState) returns them. */
export function encodeClmmState(pool: RaydiumClmmPool, previous: RaydiumClmmPool | undefined): ClmmState | undefined {
  const before = new Map(previous?.ticks.map((tick) => [tick.index, tick.liquidityNet]));
  const ticks = pool.ticks.filter(({ index, liquidityNet }) => before.get(index) !== liquidityNet);
  const held = new Set(pool.ticks.map(({ index }) => index));
  const gone = [...before.keys()].filter((index) => !held.has(index));
  const same =
    previous !== undefined &&
    ticks.length + gone.length === 0 &&
    pool.enabled === previous.enabled &&
    pool.sqrtPrice === previous.sqrtPrice &&
    pool.tick === previous.tick &&
    pool.liquidity === previous.liquidity;
  if (same) return undefined;
  return {
    kind: 'raydium-clmm',
    pool: pool.address,
    enabled: pool.enabled,
    sqrtPrice: `${pool.sqrtPrice}`,
    tick: pool.tick,
    liquidity: `${pool.liquidity}`,
    ticks: ticks.map(({ index, liquidityNet }) => [index, `${liquidityNet}`]),
    gone,
  };
}

/** The pool of a state, either whole or a change applied to the previous pool. */
export function decodeClmmState(
  listed: ListedClmmPool,
  state: ClmmState,
  previous: RaydiumClmmPool | undefined,
): RaydiumClmmPool {
  const nets = new Map(previous?.ticks.map((tick) => [tick.index, tick.liquidityNet]));
  for (const [index, net] of state.ticks) nets.set(index, BigInt(net));
  for (const index of state.gone) nets.delete(index);
  const { kind, address, mintX, mintY, tickSpacing, tradeFeeRate, protocolFeeRate, fundFeeRate, openTime } = listed;
  return {
    ...{ kind, address, mintX, mintY, tickSpacing, tradeFeeRate, protocolFeeRate, fundFeeRate, openTime },
    enabled: state.enabled,
    sqrtPrice: BigInt(state.sqrtPrice),
    tick: state.tick,
    liquidity: BigInt(state.liquidity),
    ticks: [...nets].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index),
  };
}
