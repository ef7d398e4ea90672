import { poolAt } from '../market/listing.ts';
import { curveOf } from '../pools/all/curveOf.ts';
import type { Pool, PoolBase, SwapClock } from '../pools/all/pool.ts';
import { mathOf } from '../pools/all/poolMaths.ts';
import type { PoolCurve } from '../pools/poolCurve.ts';
import type { LegFootprint } from '../pools/poolMath.ts';
import { PoolRefusal } from '../pools/poolRefusal.ts';
import type { Mint } from '../tokens/token.ts';
import { CurveSketch } from './curveSketch.ts';
import type { SketchedCurve } from './splitAmong.ts';

/** The size in a transaction of a swap of `mintIn` on a pool. */
export function legFootprint(pool: PoolBase, mintIn: Mint): LegFootprint {
  return mathOf(pool).footprint({ listed: poolAt(pool.address), pool, mintIn });
}

/** One pool in one direction: its curve, the size of its swap in a transaction, and its sketch up to the largest input requested so far. */
export class GraphPool implements SketchedCurve {
  readonly curve: PoolCurve;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  #footprint: LegFootprint | undefined;
  #sketchedUpTo = 0n;
  #sketch: CurveSketch | undefined;

  constructor(curve: PoolCurve) {
    this.curve = curve;
    this.mintIn = curve.mintIn;
    this.mintOut = curve.mintOut;
  }

  get footprint(): LegFootprint {
    this.#footprint ??= legFootprint(this.curve.pool, this.mintIn);
    return this.#footprint;
  }

  get sketch(): CurveSketch {
    if (this.#sketch === undefined) throw new RangeError('the pool was not sketched');
    return this.#sketch;
  }

  /** Sketches the curve for inputs up to `upTo`. */
  sketched(upTo: bigint): this {
    if (this.#sketch === undefined || upTo > this.#sketchedUpTo) {
      this.#sketchedUpTo = upTo;
      this.#sketch = new CurveSketch(this.curve, upTo);
    }
    return this;
  }
}

/** A pool that can't be swapped on at all, with its reason. */
export type Refused = { readonly pool: PoolBase; readonly refusal: PoolRefusal };

/** The pools that swap one token for another. */
export type GraphHop = { readonly mintIn: Mint; readonly mintOut: Mint; readonly pools: readonly GraphPool[] };

const MAX_HOPS = 3;

function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The pools between two tokens, by first and second token. */
type Joined = ReadonlyMap<Mint, ReadonlyMap<Mint, readonly Pool[]>>;

/** One graph per list of pools, because many orders are routed on the same snapshot. */
const joined = new WeakMap<readonly Pool[], Joined>();

function joinedBy(pools: readonly Pool[]): Joined {
  const known = joined.get(pools);
  if (known !== undefined) return known;
  const made = new Map<Mint, Map<Mint, Pool[]>>();
  const join = (from: Mint, to: Mint, pool: Pool): void => {
    const neighbours = made.get(from) ?? new Map<Mint, Pool[]>();
    made.set(from, neighbours.set(to, [...(neighbours.get(to) ?? []), pool]));
  };
  for (const pool of [...pools].sort((a, b) => byText(a.address, b.address))) {
    join(pool.mintX, pool.mintY, pool);
    join(pool.mintY, pool.mintX, pool);
  }
  joined.set(pools, made);
  return made;
}

/** The graph of tokens connected by pools. Sorted by address throughout, so that the order of `pools` has no effect. */
export class PoolGraph {
  readonly refusals: Refused[] = [];
  readonly #poolsOf: Joined;
  readonly #hops = new Map<string, GraphHop>();
  readonly #clock: SwapClock;

  constructor(pools: readonly Pool[], clock: SwapClock) {
    this.#clock = clock;
    this.#poolsOf = joinedBy(pools);
  }

  /** All pools between two tokens, including those that refuse. */
  poolsBetween(mintIn: Mint, mintOut: Mint): readonly Pool[] {
    return this.#poolsOf.get(mintIn)?.get(mintOut) ?? [];
  }

  /** The pools between two tokens that allow swaps; the others go into `refusals`. */
  hop(mintIn: Mint, mintOut: Mint): GraphHop {
    const key = `${mintIn} ${mintOut}`;
    const known = this.#hops.get(key);
    if (known !== undefined) return known;
    const pools: GraphPool[] = [];
    for (const pool of this.poolsBetween(mintIn, mintOut)) {
      try {
        pools.push(new GraphPool(curveOf({ pool, mintIn, clock: this.#clock })));
      } catch (error) {
        if (!(error instanceof PoolRefusal)) throw error;
        this.refusals.push({ pool, refusal: error });
      }
    }
    const hop = { mintIn, mintOut, pools };
    this.#hops.set(key, hop);
    return hop;
  }

  /** The paths from one token to another with at most three hops and no token twice, as lists of tokens. */
  ways(mintIn: Mint, mintOut: Mint): readonly (readonly Mint[])[] {
    const found: Mint[][] = [];
    const walk = (way: readonly Mint[]): void => {
      const neighbours = this.#poolsOf.get(way[way.length - 1] ?? mintIn);
      if (neighbours === undefined) return;
      if (neighbours.has(mintOut)) found.push([...way, mintOut]);
      if (way.length === MAX_HOPS) return;
      for (const next of [...neighbours.keys()].sort(byText))
        if (next !== mintOut && !way.includes(next)) walk([...way, next]);
    };
    if (mintIn !== mintOut) walk([mintIn]);
    return found.sort((a, b) => a.length - b.length);
  }
}
