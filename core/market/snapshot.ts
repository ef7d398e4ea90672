import type { DlmmBin, MeteoraDlmmPool, Pool, PoolAddress, RaydiumCpmmPool, SwapClock } from '../pools/pool.ts';
import { type ListedCpmmPool, type ListedDlmmPool, listedPool } from './listing.ts';
import type { CpmmState, DlmmState, MarketSnapshot, PoolState } from './snapshotSchema.ts';

/** The decoded market at a slot: what `bestRoute` takes. Pools that a delta left alone keep their identity. */
export type Market = { readonly slot: number; readonly clock: SwapClock; readonly pools: readonly Pool[] };

/** Thrown when a delta does not start where the market stands: ask for a whole snapshot. */
export class SnapshotGap extends Error {
  override readonly name = 'SnapshotGap';
  constructor(opts: { have: number | null; since: number }) {
    super(`the delta starts at slot ${opts.since}, but the market stands at ${opts.have ?? 'nothing'}`);
  }
}

/** How many bins to either side of the active one a snapshot carries. Beyond them a DLMM pool seems to end, which only understates it. */
export const SNAPSHOT_BIN_RADIUS = 35;

/** The pool as a snapshot shows it: without the bins far from the active one. */
export function nearActive(pool: Pool): Pool {
  if (pool.venue === 'raydium') return pool;
  return { ...pool, bins: pool.bins.filter((bin) => isNear(bin.id, pool.activeId) && !isEmpty(bin)) };
}

function isNear(id: number, activeId: number): boolean {
  return Math.abs(id - activeId) <= SNAPSHOT_BIN_RADIUS;
}

function isEmpty(bin: DlmmBin): boolean {
  return bin.x === 0n && bin.y === 0n;
}

/** The bins of `next` that `previous` does not have so, and those that emptied meanwhile, ascending by id. */
function changedBins(previous: MeteoraDlmmPool, next: MeteoraDlmmPool): DlmmBin[] {
  const before = new Map(previous.bins.map((bin) => [bin.id, bin]));
  const changed: DlmmBin[] = [];
  for (const bin of next.bins) {
    const known = before.get(bin.id);
    if (known === undefined || known.x !== bin.x || known.y !== bin.y) changed.push(bin);
    before.delete(bin.id);
  }
  for (const id of before.keys()) if (isNear(id, next.activeId)) changed.push({ id, x: 0n, y: 0n });
  return changed.sort((a, b) => a.id - b.id);
}

function sameVolatility(a: MeteoraDlmmPool, b: MeteoraDlmmPool): boolean {
  const [p, q] = [a.volatility, b.volatility];
  return (
    p.volatilityAccumulator === q.volatilityAccumulator &&
    p.volatilityReference === q.volatilityReference &&
    p.indexReference === q.indexReference &&
    p.lastUpdateTimestamp === q.lastUpdateTimestamp
  );
}

function encodeDlmm(pool: MeteoraDlmmPool, bins: readonly DlmmBin[]): PoolState {
  return {
    venue: 'meteora',
    pool: pool.address,
    activeId: pool.activeId,
    enabled: pool.enabled,
    volatility: { ...pool.volatility },
    bins: bins.map((bin) => [bin.id, `${bin.x}`, `${bin.y}`]),
  };
}

/** A pool's state, or undefined when it is as in `previous`. Both as nearActive shows them. */
function encodePool(pool: Pool, previous: Pool | undefined): PoolState | undefined {
  if (pool === previous) return undefined;
  if (pool.venue === 'raydium') {
    const same =
      previous?.venue === 'raydium' && previous.reserveX === pool.reserveX && previous.reserveY === pool.reserveY;
    return same ? undefined : { venue: 'raydium', pool: pool.address, x: `${pool.reserveX}`, y: `${pool.reserveY}` };
  }
  if (previous?.venue !== 'meteora') return encodeDlmm(pool, pool.bins);
  const bins = changedBins(previous, pool);
  const same =
    bins.length === 0 &&
    previous.activeId === pool.activeId &&
    previous.enabled === pool.enabled &&
    sameVolatility(previous, pool);
  return same ? undefined : encodeDlmm(pool, bins);
}

/**
 * The wire form of a market: whole without `previous`, else what changed since. The pools of both must be as nearActive (or
 * applySnapshot) gives them.
 */
export function encodeMarket(opts: {
  readonly market: Market;
  readonly previous?: Market | undefined;
}): MarketSnapshot {
  const { market, previous } = opts;
  const before = new Map(previous?.pools.map((pool) => [pool.address, pool]));
  const pools: PoolState[] = [];
  for (const pool of market.pools) {
    const state = encodePool(pool, before.get(pool.address));
    if (state !== undefined) pools.push(state);
  }
  return { slot: market.slot, unixSeconds: market.clock.unixSeconds, since: previous?.slot ?? null, pools };
}

function decodeCpmm(listed: ListedCpmmPool, state: CpmmState): RaydiumCpmmPool {
  return {
    venue: 'raydium',
    address: listed.address,
    mintX: listed.mintX,
    mintY: listed.mintY,
    reserveX: BigInt(state.x),
    reserveY: BigInt(state.y),
    tradeFeeRate: listed.tradeFeeRate,
    protocolFeeRate: listed.protocolFeeRate,
    fundFeeRate: listed.fundFeeRate,
  };
}

function mergedBins(before: readonly DlmmBin[], state: DlmmState): DlmmBin[] {
  const merged = new Map(before.map((bin) => [bin.id, bin]));
  for (const [id, x, y] of state.bins) merged.set(id, { id, x: BigInt(x), y: BigInt(y) });
  return [...merged.values()]
    .filter((bin) => isNear(bin.id, state.activeId) && !isEmpty(bin))
    .sort((a, b) => a.id - b.id);
}

function decodeDlmm(listed: ListedDlmmPool, state: DlmmState, before: readonly DlmmBin[]): MeteoraDlmmPool {
  return {
    venue: 'meteora',
    address: listed.address,
    mintX: listed.mintX,
    mintY: listed.mintY,
    parameters: listed.parameters,
    volatility: state.volatility,
    activeId: state.activeId,
    enabled: state.enabled,
    bins: mergedBins(before, state),
  };
}

function decodePool(state: PoolState, previous: Pool | undefined): Pool {
  const listed = listedPool(state.pool);
  if (state.venue === 'raydium' && listed.venue === 'raydium') return decodeCpmm(listed, state);
  if (state.venue === 'meteora' && listed.venue === 'meteora') {
    return decodeDlmm(listed, state, previous?.venue === 'meteora' ? previous.bins : []);
  }
  throw new RangeError(`the pool ${state.pool} is not listed on ${state.venue}`);
}

/** A whole snapshot as a market. Throws SnapshotGap for a delta, RangeError for a pool that is not listed. */
export function decodeMarket(snapshot: MarketSnapshot): Market {
  return applySnapshot(undefined, snapshot);
}

/**
 * The market after a snapshot: replaced by a whole one, advanced by a delta. A delta that is not newer than the market changes nothing,
 * so one may arrive twice. Throws SnapshotGap when the delta starts at another slot than the market's, RangeError for an unlisted pool.
 */
export function applySnapshot(previous: Market | undefined, snapshot: MarketSnapshot): Market {
  const clock = { unixSeconds: snapshot.unixSeconds };
  if (snapshot.since === null) {
    return { slot: snapshot.slot, clock, pools: snapshot.pools.map((state) => decodePool(state, undefined)) };
  }
  if (previous !== undefined && snapshot.slot <= previous.slot) return previous;
  if (previous === undefined || previous.slot !== snapshot.since) {
    throw new SnapshotGap({ have: previous?.slot ?? null, since: snapshot.since });
  }
  const changed = new Map<PoolAddress, PoolState>(
    snapshot.pools.map((state) => [listedPool(state.pool).address, state]),
  );
  const pools = previous.pools.map((pool) => {
    const state = changed.get(pool.address);
    return state === undefined ? pool : decodePool(state, pool);
  });
  return { slot: snapshot.slot, clock, pools };
}
