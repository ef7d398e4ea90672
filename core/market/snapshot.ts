import type { Pool, PoolAddress, PoolState, SwapClock } from '../pools/pool.ts';
import { kindOf } from '../pools/poolKinds.ts';
import { listedPool } from './listing.ts';
import type { MarketSnapshot } from './snapshotSchema.ts';

/** The decoded market at a slot: what `bestRoute` takes. Pools that a delta left alone keep their identity. */
export type Market = { readonly slot: number; readonly clock: SwapClock; readonly pools: readonly Pool[] };

/** Thrown when a delta does not start where the market stands: ask for a whole snapshot. */
export class SnapshotGap extends Error {
  override readonly name = 'SnapshotGap';
  constructor(opts: { have: number | null; since: number }) {
    super(`the delta starts at slot ${opts.since}, but the market stands at ${opts.have ?? 'nothing'}`);
  }
}

/** The pool as a snapshot shows it: without what lies far from the price. */
export function nearPrice(pool: Pool): Pool {
  // A kind gives pools of the same kind.
  return kindOf(pool).nearPrice(pool) as Pool;
}

/** A pool's state, or undefined when it is as in `previous`. Both as nearPrice shows them. */
function encodePool(pool: Pool, previous: Pool | undefined): PoolState | undefined {
  if (pool === previous) return undefined;
  const before = previous?.kind === pool.kind ? previous : undefined;
  return kindOf(pool).encodeState(pool, before) as PoolState | undefined;
}

/**
 * The wire form of a market: whole without `previous`, else what changed since. The pools of both must be as nearPrice (or
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

function decodePool(state: PoolState, previous: Pool | undefined): Pool {
  const listed = listedPool(state.pool);
  if (state.kind !== listed.kind) throw new RangeError(`the pool ${state.pool} is not listed as ${state.kind}`);
  return kindOf(listed).decodeState(listed, state, previous) as Pool;
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
