import type { Mint } from '../tokens/token.ts';
import { HOP_TOLERANCE_BPS } from './legPlan.ts';
import type { GraphHop, GraphPool, PoolGraph } from './poolGraph.ts';
import { fitsTransaction, transactionSize } from './transactionSize.ts';
import { waterFill } from './waterFill.ts';

/** The pools of each hop of a path. */
export type PathPools = readonly (readonly GraphPool[])[];

/** Paths that fit one transaction, each with its share of the input, and their output without rounding. Base units. */
export type Proposal = {
  readonly paths: readonly { readonly pools: PathPools; readonly input: number }[];
  readonly amountOut: number;
};

/** The part of a hop's output that the next hop spends. */
const KEPT = 1 - HOP_TOLERANCE_BPS / 10_000;
/** Maximum number of parallel pools in one hop: a transaction has no room for more legs. */
const MAX_SIDE_BY_SIDE = 4;
/** Numbers of sets of pools per size in bytes: those that are extended by one more pool, and those that are combined with sets of other hops. */
const EXTENDED_SETS = 12;
const SETS_PER_SIZE = 2;
/** Bisection steps for the share of the first of two paths. */
const SHARE_HALVINGS = 40;

type Way = { readonly hops: readonly GraphHop[]; readonly inputs: readonly number[]; readonly spot: number };
type Filled = { readonly amountOut: number; readonly slope: number };

/** A path's output for an input, and the output of the next unit. Undefined when it can't take the whole input. */
function fillPath(pools: PathPools, input: number): Filled | undefined {
  let amount = input;
  let slope = 1;
  for (const [i, hop] of pools.entries()) {
    const fill = waterFill(
      hop.map(({ sketch }) => sketch),
      i === 0 ? amount : amount * KEPT,
    );
    if (fill === undefined) return undefined;
    amount = fill.amountOut;
    slope *= fill.slope * (i === 0 ? 1 : KEPT);
  }
  return { amountOut: amount, slope };
}

/** The output of the first unit along a path, with its pools sketched as far as the input can reach; no later unit yields more. */
export function spotAlong(hops: readonly GraphHop[], amountIn: number): number {
  let spot = 1;
  for (const [i, { pools }] of hops.entries()) {
    let steepest = 0;
    // The sketch extends a little beyond the input, because exact amounts differ by rounding.
    const upTo = BigInt(Math.ceil(amountIn * spot * 1.001)) + 1n;
    for (const pool of pools) steepest = Math.max(steepest, pool.sketchUpTo(upTo).slopeAt(0));
    spot *= steepest * (i === 0 ? 1 : KEPT);
  }
  return spot;
}

/** The hops of a path. */
export function hopsAlong(graph: PoolGraph, mints: readonly Mint[]): GraphHop[] {
  return mints.slice(1).map((mint, i) => graph.hop(mints[i] ?? mint, mint));
}

/** A path with the input of each of its hops. Undefined when a hop gets no input, or the first unit yields no more than `floor`. */
function wayAlong(opts: {
  graph: PoolGraph;
  mints: readonly Mint[];
  amountIn: number;
  floor: number;
}): Way | undefined {
  const { graph, mints, amountIn } = opts;
  const hops = hopsAlong(graph, mints);
  const spot = spotAlong(hops, amountIn);
  if (spot <= opts.floor) return undefined;
  const inputs: number[] = [];
  let amount = amountIn;
  for (const { pools } of hops) {
    const sketches = pools.map(({ sketch }) => sketch);
    const capacity = sketches.reduce((sum, sketch) => sum + sketch.capacity, 0);
    const fill = waterFill(sketches, Math.min(amount, capacity));
    if (fill === undefined || fill.amountOut <= 0) return undefined;
    inputs.push(Math.min(amount, capacity));
    amount = fill.amountOut;
  }
  return { hops, inputs, spot };
}

type Rated = Filled & { readonly pools: readonly GraphPool[]; readonly bytes: number };

function rated(pools: readonly GraphPool[], input: number): Rated {
  const sketches = pools.map(({ sketch }) => sketch);
  const capacity = sketches.reduce((sum, sketch) => sum + sketch.capacity, 0);
  const fill = waterFill(sketches, Math.min(input, capacity));
  // A set that can't take the whole input would take more at any price.
  const slope = capacity < input ? 0 : (fill?.slope ?? 0);
  return { pools, amountOut: fill?.amountOut ?? 0, slope, bytes: transactionSize(pools).bytes };
}

/** Sets of a hop's pools worth trying: for each size in bytes the best ones, unless a smaller set gives as much. */
function setsOf(hop: GraphHop, input: number): readonly (readonly GraphPool[])[] {
  const all: Rated[] = [];
  let extended: Rated[] = [];
  for (let size = 1; size <= Math.min(MAX_SIDE_BY_SIDE, hop.pools.length); size++) {
    const bases: Pick<Rated, 'pools' | 'slope'>[] = size === 1 ? [{ pools: [], slope: 0 }] : extended;
    const sets = new Map<string, Rated>();
    for (const base of bases) {
      for (const pool of hop.pools) {
        // A pool whose first unit yields less than the last unit of the others adds nothing.
        if (base.pools.includes(pool) || pool.sketch.slopeAt(0) <= base.slope) continue;
        const pools = hop.pools.filter((one) => one === pool || base.pools.includes(one));
        const key = pools.map(({ curve }) => curve.pool.address).join(' ');
        if (!sets.has(key) && fitsTransaction(pools)) sets.set(key, rated(pools, input));
      }
    }
    extended = [...sets.values()]
      .sort((a, b) => b.amountOut - a.amountOut)
      .slice(0, size === 1 ? undefined : EXTENDED_SETS);
    all.push(...extended);
  }
  const kept: Rated[] = [];
  for (const set of all.sort((a, b) => b.amountOut - a.amountOut || a.bytes - b.bytes)) {
    // A set that is no smaller than several better ones can't be part of a better route.
    if (kept.filter(({ bytes }) => bytes <= set.bytes).length < SETS_PER_SIZE) kept.push(set);
  }
  return kept.map(({ pools }) => pools);
}

/** Every choice of a set for each hop that fits a transaction. */
function choicesOf(way: Way): PathPools[] {
  let choices: PathPools[] = [[]];
  for (const [i, hop] of way.hops.entries()) {
    const sets = setsOf(hop, way.inputs[i] ?? 0);
    choices = choices
      .flatMap((choice) => sets.map((set) => [...choice, set]))
      .filter((choice) => fitsTransaction(choice.flat()));
  }
  return choices;
}

/** The share of the first path at which the last unit yields the same in both paths. */
function shareBetween(first: PathPools, second: PathPools, input: number): Proposal | undefined {
  let [low, high] = [0, input];
  for (let i = 0; i < SHARE_HALVINGS && high - low > input * 1e-7; i++) {
    const share = (low + high) / 2;
    const a = fillPath(first, share);
    const b = fillPath(second, input - share);
    if (a === undefined && b === undefined) return undefined;
    if (b === undefined || (a !== undefined && a.slope > b.slope)) low = share;
    else high = share;
  }
  const share = Math.round((low + high) / 2);
  const [a, b] = [fillPath(first, share), fillPath(second, input - share)];
  if (a === undefined || b === undefined || share <= 0 || share >= input) return undefined;
  const paths = [
    { pools: first, input: share },
    { pools: second, input: input - share },
  ];
  return { paths, amountOut: a.amountOut + b.amountOut };
}

function shareNoToken(a: Way, b: Way): boolean {
  const between = (way: Way) => way.hops.slice(1).map(({ mintIn }) => mintIn);
  return !between(a).some((mint) => between(b).includes(mint));
}

type Chosen = { readonly pools: PathPools; readonly filled: Filled | undefined };

/**
 * Routes worth an exact quote: each path alone, and every two parallel paths that share no intermediate token, with sets of pools in each hop
 * that fit one transaction. A second path is tried only if its first unit yields more than the last unit of the other.
 */
export function proposeRoutes(opts: {
  readonly graph: PoolGraph;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: number;
}): Proposal[] {
  const { graph, mintIn, mintOut, amountIn } = opts;
  const proposals: Proposal[] = [];
  const ways: { readonly way: Way; readonly choices: readonly Chosen[] }[] = [];
  // No path whose first unit yields less than this can be part of the best route.
  let floor = 0;
  for (const mints of graph.paths(mintIn, mintOut)) {
    const way = wayAlong({ graph, mints, amountIn, floor });
    if (way === undefined) continue;
    const choices = choicesOf(way).map((pools): Chosen => ({ pools, filled: fillPath(pools, amountIn) }));
    for (const { pools, filled } of choices) {
      if (filled === undefined) continue;
      proposals.push({ paths: [{ pools, input: amountIn }], amountOut: filled.amountOut });
      floor = Math.max(floor, filled.slope);
    }
    ways.push({ way, choices });
  }
  for (const [i, first] of ways.entries()) {
    for (const second of ways.slice(i + 1)) {
      if (!shareNoToken(first.way, second.way)) continue;
      for (const a of first.choices) {
        for (const b of second.choices) {
          if (second.way.spot <= (a.filled?.slope ?? 0) || first.way.spot <= (b.filled?.slope ?? 0)) continue;
          if (!fitsTransaction([...a.pools.flat(), ...b.pools.flat()])) continue;
          const proposal = shareBetween(a.pools, b.pools, amountIn);
          if (proposal !== undefined) proposals.push(proposal);
        }
      }
    }
  }
  return proposals;
}
