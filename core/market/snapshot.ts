import type { Pool, SwapClock } from '../pools/all/pool.ts';
import { isKnownKind } from '../pools/all/poolKinds.ts';
import { mathOf } from '../pools/all/poolMaths.ts';
import type { PoolStateBase } from '../pools/listedPool.ts';
import { listedPool, poolAt } from './listing.ts';
import type { ChainSnapshot, MarketSnapshot } from './snapshotSchema.ts';

/** The decoded market at a slot, the input of `bestRoute`. Pools that a delta does not change stay the same objects. */
export type Market = {
  readonly slot: number;
  readonly clock: SwapClock;
  /** The listing version of the pools. */
  readonly listingVersion: string;
  readonly pools: readonly Pool[];
};

/** Thrown when a delta does not start at the market's slot: the caller must fetch a whole snapshot. */
export class SnapshotGap extends Error {
  override readonly name = 'SnapshotGap';
  constructor(opts: { have: number | null; since: number }) {
    super(`the delta starts at slot ${opts.since}, but the market stands at ${opts.have ?? 'nothing'}`);
  }
}

/** The pool in the form of a snapshot: without state far from the price. */
export function nearPrice(pool: Pool): Pool {
  // A kind gives pools of the same kind.
  return mathOf(pool).nearPrice(pool) as Pool;
}

type WireState = MarketSnapshot['pools'][number];

/** A pool's state, or undefined when it equals that in `previous`. Both as nearPrice returns them. */
function encodePool(pool: Pool, previous: Pool | undefined): WireState | undefined {
  if (pool === previous) return undefined;
  const before = previous?.kind === pool.kind ? previous : undefined;
  return mathOf(pool).encodeState(pool, before) as WireState | undefined;
}

/**
 * The wire form of a market: the changes since `previous`, or the whole market without `previous` or when its listing version differs. The pools
 * of both must be as nearPrice (or applySnapshot) returns them.
 */
export function encodeMarket(opts: {
  readonly market: Market;
  readonly previous?: Market | undefined;
}): MarketSnapshot {
  const { market } = opts;
  const previous = opts.previous?.listingVersion === market.listingVersion ? opts.previous : undefined;
  const before = new Map(previous?.pools.map((pool) => [pool.address, pool]));
  const pools: WireState[] = [];
  for (const pool of market.pools) {
    const state = encodePool(pool, before.get(pool.address));
    if (state !== undefined) pools.push(state);
  }
  const { slot, clock, listingVersion } = market;
  return { slot, unixSeconds: clock.unixSeconds, since: previous?.slot ?? null, listingVersion, pools };
}

/** False for a pool that is not listed here, or not as this kind. */
function isKnown(state: PoolStateBase): boolean {
  return poolAt(state.pool)?.kind === state.kind;
}

function decodePool(state: PoolStateBase, previous: Pool | undefined): Pool {
  const listed = listedPool(state.pool);
  return mathOf(listed).decodeState(listed, state, previous) as Pool;
}

/** Describes the parts of a snapshot that this process can't trade on: unknown kinds, and pools that are not listed. */
export function unknownIn({ pools }: ChainSnapshot): readonly string[] {
  const unknown = pools.filter((state) => !isKnown(state));
  return [...new Set(unknown.map(({ kind, pool }) => (isKnownKind(kind) ? `the pool ${pool}` : `the kind ${kind}`)))];
}

/** A whole snapshot as a market. Throws SnapshotGap for a delta. */
export function decodeMarket(snapshot: ChainSnapshot): Market {
  return applySnapshot(undefined, snapshot);
}

/**
 * The market after a snapshot: a whole one replaces it, a delta updates it. A delta that is not newer than the market changes nothing, so it may
 * arrive twice. Pools that this process does not know are skipped (see unknownIn): a newer chain or server may have more. Throws SnapshotGap when
 * the delta starts at another slot than the market's.
 */
export function applySnapshot(previous: Market | undefined, snapshot: ChainSnapshot): Market {
  const { slot, listingVersion } = snapshot;
  const clock = { unixSeconds: snapshot.unixSeconds };
  const states: readonly PoolStateBase[] = snapshot.pools.filter(isKnown);
  if (snapshot.since === null) {
    return { slot, clock, listingVersion, pools: states.map((state) => decodePool(state, undefined)) };
  }
  if (previous !== undefined && snapshot.slot <= previous.slot) return previous;
  if (previous === undefined || previous.slot !== snapshot.since) {
    throw new SnapshotGap({ have: previous?.slot ?? null, since: snapshot.since });
  }
  const changed = new Map(states.map((state) => [state.pool, state]));
  const pools = previous.pools.map((pool) => {
    const state = changed.get(pool.address);
    return state === undefined ? pool : decodePool(state, pool);
  });
  return { slot, clock, listingVersion, pools };
}
