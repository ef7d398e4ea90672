import type { Pool } from '../pools/all/pool.ts';
import type { Mint } from '../tokens/token.ts';

/** A path as its tokens, from the first to the last. */
export type TokenPath = readonly Mint[];

const MAX_HOPS = 3;

function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function joinedBy(pools: readonly Pool[]): ReadonlyMap<Mint, ReadonlyMap<Mint, readonly Pool[]>> {
  const made = new Map<Mint, Map<Mint, Pool[]>>();
  const join = (from: Mint, to: Mint, pool: Pool): void => {
    const neighbours = made.get(from) ?? new Map<Mint, Pool[]>();
    made.set(from, neighbours.set(to, [...(neighbours.get(to) ?? []), pool]));
  };
  for (const pool of [...pools].sort((a, b) => byText(a.address, b.address))) {
    join(pool.mintX, pool.mintY, pool);
    join(pool.mintY, pool.mintX, pool);
  }
  return made;
}

/** The tokens and the pools that connect them. Sorted by address throughout, so that the order of `pools` has no effect. */
export class TokenGraph {
  readonly #poolsOf: ReadonlyMap<Mint, ReadonlyMap<Mint, readonly Pool[]>>;
  readonly #paths = new Map<Mint, Map<Mint, readonly TokenPath[]>>();

  constructor(pools: readonly Pool[]) {
    this.#poolsOf = joinedBy(pools);
  }

  /** All pools between two tokens, including those that refuse swaps. */
  poolsBetween(mintIn: Mint, mintOut: Mint): readonly Pool[] {
    return this.#poolsOf.get(mintIn)?.get(mintOut) ?? [];
  }

  /** The paths from one token to another with at most three hops and no token twice, shortest first. */
  paths(mintIn: Mint, mintOut: Mint): readonly TokenPath[] {
    const known = this.#paths.get(mintIn)?.get(mintOut);
    if (known !== undefined) return known;
    const paths = this.#walk(mintIn, mintOut);
    this.#paths.set(mintIn, new Map(this.#paths.get(mintIn)).set(mintOut, paths));
    return paths;
  }

  #walk(mintIn: Mint, mintOut: Mint): readonly TokenPath[] {
    const found: TokenPath[] = [];
    const walk = (path: TokenPath): void => {
      const neighbours = this.#poolsOf.get(path[path.length - 1] ?? mintIn);
      if (neighbours === undefined) return;
      if (neighbours.has(mintOut)) found.push([...path, mintOut]);
      if (path.length === MAX_HOPS) return;
      for (const next of [...neighbours.keys()].sort(byText))
        if (next !== mintOut && !path.includes(next)) walk([...path, next]);
    };
    if (mintIn !== mintOut) walk([mintIn]);
    return found.sort((a, b) => a.length - b.length);
  }
}

/** One graph per list of pools, because many orders are routed on one snapshot. */
const known = new WeakMap<readonly Pool[], TokenGraph>();

export function tokenGraphOf(pools: readonly Pool[]): TokenGraph {
  const found = known.get(pools);
  if (found !== undefined) return found;
  const graph = new TokenGraph(pools);
  known.set(pools, graph);
  return graph;
}
