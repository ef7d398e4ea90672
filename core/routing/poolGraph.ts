import { poolAt } from '../market/listing.ts';
import { curveOf } from '../pools/all/curveOf.ts';
import type { Pool, PoolBase, SwapClock } from '../pools/all/pool.ts';
import { mathOf } from '../pools/all/poolMaths.ts';
import type { PoolCurve } from '../pools/poolCurve.ts';
import type { LegFootprint } from '../pools/poolMath.ts';
import { PoolRefusal } from '../pools/poolRefusal.ts';
import type { Mint } from '../tokens/token.ts';
import { type CurveSketch, sketchOf } from './curveSketch.ts';
import type { SketchedCurve } from './splitAmong.ts';
import { type TokenGraph, type TokenPath, tokenGraphOf } from './tokenGraph.ts';

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

  /** Sketches the curve for inputs up to at least `upTo`. */
  sketchUpTo(upTo: bigint): CurveSketch {
    if (this.#sketch !== undefined && upTo <= this.#sketchedUpTo) return this.#sketch;
    this.#sketchedUpTo = upTo;
    this.#sketch = sketchOf(this.curve, upTo);
    return this.#sketch;
  }
}

/** A pool that can't be swapped on at all, with its reason. */
export type Refused = { readonly pool: PoolBase; readonly refusal: PoolRefusal };

/** The pools that swap one token for another. */
export type GraphHop = { readonly mintIn: Mint; readonly mintOut: Mint; readonly pools: readonly GraphPool[] };

/** The pools of one snapshot as a route search sees them: with their curves, from token to token. */
export class PoolGraph {
  readonly refusals: Refused[] = [];
  readonly #tokens: TokenGraph;
  readonly #hops = new Map<string, GraphHop>();
  readonly #clock: SwapClock;

  constructor(pools: readonly Pool[], clock: SwapClock) {
    this.#clock = clock;
    this.#tokens = tokenGraphOf(pools);
  }

  /** The pools between two tokens that allow swaps; the others go into `refusals`. */
  hop(mintIn: Mint, mintOut: Mint): GraphHop {
    const key = `${mintIn} ${mintOut}`;
    const known = this.#hops.get(key);
    if (known !== undefined) return known;
    const pools: GraphPool[] = [];
    for (const pool of this.#tokens.poolsBetween(mintIn, mintOut)) {
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

  /** The paths from one token to another with at most three hops and no token twice, shortest first. */
  paths(mintIn: Mint, mintOut: Mint): readonly TokenPath[] {
    return this.#tokens.paths(mintIn, mintOut);
  }
}
