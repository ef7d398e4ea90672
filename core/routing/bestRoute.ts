import {
  POOL_ERRORS,
  type Pool,
  PoolRefusal,
  type SwapClock,
  type SwapQuote,
  VENUES,
  type Venue,
} from '../pools/pool.ts';
import { assertU64 } from '../pools/u64.ts';
import { type Mint, SOL, USDC } from '../tokens/token.ts';
import { cpmmCurve } from './cpmmCurve.ts';
import { dlmmCurve } from './dlmmCurve.ts';
import { type PoolCurve, shortfallPpm } from './poolCurve.ts';
import type { Leg, NoRouteReason, Route, RouteDecision, RouteWhy, VenueQuote } from './route.ts';
import { splitAmount } from './splitAmount.ts';

export type BestRouteOptions = {
  /** Snapshots of the pools to choose from, any number of any venue, in any order. */
  readonly pools: readonly Pool[];
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  /** Base units, u64. */
  readonly amountIn: bigint;
  readonly clock: SwapClock;
  /** What a second leg must gain more than, base units of mintOut. Default 0. */
  readonly secondLegCost?: bigint;
  /** False: no split (two-hop routes stay possible). Default true. */
  readonly splits?: boolean;
};

/** The tokens through which a two-hop route may go. */
const HUBS: readonly Mint[] = [SOL.mint, USDC.mint];

const PPM = 1_000_000;

type Fill = { readonly curve: PoolCurve; readonly quote: SwapQuote };
type Refused = { readonly pool: Pool; readonly refusal: PoolRefusal };
type Attempt = { readonly fills: Fill[]; readonly refusals: Refused[]; readonly curves: PoolCurve[] };

type Candidate = { readonly kind: Route['kind']; readonly amountOut: bigint; readonly fills: readonly Fill[] };

type Ways = { readonly direct: Pool[]; readonly hops: { readonly first: Pool[]; readonly second: Pool[] }[] };

function byAddress(left: Pool, right: Pool): number {
  return left.address < right.address ? -1 : left.address > right.address ? 1 : 0;
}

/** Sorts the pools out: those of the pair, and for each hub those that lead to it and from it. Sorted, so that order decides nothing. */
function waysBetween(pools: readonly Pool[], mintIn: Mint, mintOut: Mint): Ways {
  const ways: Ways = { direct: [], hops: HUBS.map(() => ({ first: [], second: [] })) };
  if (mintIn === mintOut) return ways;
  for (const pool of pools) {
    const { mintX, mintY } = pool;
    const hasIn = mintX === mintIn || mintY === mintIn;
    const hasOut = mintX === mintOut || mintY === mintOut;
    if (hasIn && hasOut) ways.direct.push(pool);
    else if (hasIn) ways.hops[HUBS.indexOf(mintX === mintIn ? mintY : mintX)]?.first.push(pool);
    else if (hasOut) ways.hops[HUBS.indexOf(mintX === mintOut ? mintY : mintX)]?.second.push(pool);
  }
  ways.direct.sort(byAddress);
  for (const { first, second } of ways.hops) {
    first.sort(byAddress);
    second.sort(byAddress);
  }
  return ways;
}

function curveOf(pool: Pool, mintIn: Mint, clock: SwapClock): PoolCurve {
  return pool.venue === 'raydium' ? cpmmCurve(pool, mintIn) : dlmmCurve(pool, mintIn, clock);
}

function shortOfLiquidity(pool: Pool, quote: SwapQuote, amountIn: bigint): PoolRefusal {
  return new PoolRefusal({
    venue: pool.venue,
    code: POOL_ERRORS.dlmmNoLiquidity,
    message: `liquidity ends after ${quote.amountIn} of ${amountIn} base units`,
  });
}

/** Quotes an amount on each pool. Fills consume all of it and are sorted by output, best first; equal ones stay in order. */
function attemptAll(pools: readonly Pool[], mintIn: Mint, amountIn: bigint, clock: SwapClock): Attempt {
  const attempt: Attempt = { fills: [], refusals: [], curves: [] };
  for (const pool of pools) {
    try {
      const curve = curveOf(pool, mintIn, clock);
      attempt.curves.push(curve);
      const quote = curve.quote(amountIn);
      if (quote.amountIn < amountIn) throw shortOfLiquidity(pool, quote, amountIn);
      attempt.fills.push({ curve, quote });
    } catch (error) {
      if (!(error instanceof PoolRefusal)) throw error;
      attempt.refusals.push({ pool, refusal: error });
    }
  }
  attempt.fills.sort((left, right) => compareBigint(right.quote.amountOut, left.quote.amountOut));
  return attempt;
}

function compareBigint(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function better(left: Candidate | undefined, right: Candidate | undefined): Candidate | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return right.amountOut > left.amountOut ? right : left;
}

/** The best split of an amount over any two of the pools. */
function bestSplit(curves: readonly PoolCurve[], amountIn: bigint): Candidate | undefined {
  let best: Candidate | undefined;
  for (const [index, a] of curves.entries()) {
    for (const b of curves.slice(index + 1)) {
      const split = splitAmount(a, b, amountIn);
      if (split === undefined || split.amountOut <= (best?.amountOut ?? 0n)) continue;
      const fills = [
        { curve: a, quote: a.quote(split.amountA) },
        { curve: b, quote: b.quote(amountIn - split.amountA) },
      ];
      best = { kind: 'split', amountOut: split.amountOut, fills };
    }
  }
  return best;
}

/**
 * The best way through one hub. Output grows with input, so the best first leg leads to the best whole; a worse one is tried only when
 * no second pool can take all of the better one's output.
 */
function bestTwoHop(opts: {
  readonly firstFills: readonly Fill[];
  readonly second: readonly Pool[];
  readonly clock: SwapClock;
  readonly refusals: Refused[];
}): Candidate | undefined {
  for (const first of opts.firstFills) {
    const { fills, refusals } = attemptAll(opts.second, first.curve.mintOut, first.quote.amountOut, opts.clock);
    opts.refusals.push(...refusals);
    const [second] = fills;
    if (second !== undefined) return { kind: 'two-hop', amountOut: second.quote.amountOut, fills: [first, second] };
  }
  return undefined;
}

function legOf({ curve, quote }: Fill): Leg {
  return {
    venue: curve.pool.venue,
    pool: curve.pool.address,
    mintIn: curve.mintIn,
    mintOut: curve.mintOut,
    amountIn: quote.amountIn,
    amountOut: quote.amountOut,
    fee: quote.fee,
    priceImpactPpm: curve.priceImpactPpm(quote),
  };
}

function routeImpactPpm(candidate: Candidate, legs: readonly Leg[]): number {
  const [first, second] = legs;
  if (first === undefined) return 0;
  if (second === undefined) return first.priceImpactPpm;
  if (candidate.kind === 'two-hop') {
    const [one, two] = [first.priceImpactPpm, second.priceImpactPpm];
    return Math.floor(((one + two) * PPM - one * two) / PPM);
  }
  let ideal = 0n;
  for (const { curve, quote } of candidate.fills) ideal += curve.outAtMidPrice(quote.amountIn - quote.fee);
  return shortfallPpm(ideal, candidate.amountOut);
}

function routeOf(candidate: Candidate, opts: BestRouteOptions): Route {
  const legs = candidate.fills.map(legOf);
  return {
    kind: candidate.kind,
    mintIn: opts.mintIn,
    mintOut: opts.mintOut,
    amountIn: opts.amountIn,
    amountOut: candidate.amountOut,
    priceImpactPpm: routeImpactPpm(candidate, legs),
    legs,
  };
}

function whyIt(candidate: Candidate, direct: readonly Fill[]): RouteWhy {
  const single = candidate.kind === 'single';
  const next = single ? direct[1] : direct[0];
  if (next === undefined) return { reason: single ? 'only-route' : 'no-single-pool', gain: null, gainPpm: null };
  const gain = candidate.amountOut - next.quote.amountOut;
  const reason = single ? 'better-price' : candidate.kind === 'split' ? 'split-gain' : 'two-hop-gain';
  return { reason, gain, gainPpm: Number((gain * BigInt(PPM)) / candidate.amountOut) };
}

function lostByPpm(won: bigint, amountOut: bigint): number {
  return won <= amountOut ? 0 : Number(((won - amountOut) * BigInt(PPM) + won - 1n) / won);
}

/** What a venue's best direct pool gives, or why none does. Without a route, `won` is zero and every venue has refused. */
function venueQuote(venue: Venue, direct: Attempt, won: bigint): VenueQuote {
  const fill = direct.fills.find(({ curve }) => curve.pool.venue === venue);
  if (fill !== undefined) {
    const { curve, quote } = fill;
    return {
      kind: 'filled',
      venue,
      pool: curve.pool.address,
      amountOut: quote.amountOut,
      fee: quote.fee,
      priceImpactPpm: curve.priceImpactPpm(quote),
      lostByPpm: lostByPpm(won, quote.amountOut),
    };
  }
  const refused = direct.refusals.find(({ pool }) => pool.venue === venue);
  if (refused === undefined) {
    return { kind: 'refused', venue, pool: null, code: null, message: 'the venue has no pool for this pair' };
  }
  const { pool, refusal } = refused;
  return { kind: 'refused', venue, pool: pool.address, code: refusal.code, message: refusal.message };
}

const ZERO_OUTPUT: ReadonlySet<number> = new Set([POOL_ERRORS.cpmmZeroOutput, POOL_ERRORS.dlmmZeroOutput]);

const NO_ROUTE_MESSAGES = {
  'no-pool': 'no pool trades this pair, neither directly nor through SOL or USDC',
  'zero-output': 'the amount is too small: nothing would come out',
  'not-enough-liquidity': 'no route has the liquidity for the whole amount',
  refused: 'every pool for this pair refuses the swap',
} as const satisfies Record<NoRouteReason, string>;

function noRouteReason(refusals: readonly Refused[]): NoRouteReason {
  if (refusals.length === 0) return 'no-pool';
  if (refusals.some(({ refusal }) => ZERO_OUTPUT.has(refusal.code))) return 'zero-output';
  if (refusals.some(({ refusal }) => refusal.code === POOL_ERRORS.dlmmNoLiquidity)) return 'not-enough-liquidity';
  return 'refused';
}

/** The best candidate: a second leg must gain more than it costs, as long as a single pool fills the amount. */
function choose(
  single: Candidate | undefined,
  double: Candidate | undefined,
  secondLegCost: bigint,
): Candidate | undefined {
  if (single === undefined || double === undefined) return single ?? double;
  return double.amountOut - secondLegCost > single.amountOut ? double : single;
}

/**
 * The best route for an exact input over pool snapshots, with what each venue offers and why the route won. It consumes the whole
 * input, has one or two legs, gives never less than the best single pool, and is the same for the same snapshots in every process,
 * whatever the order of `pools`. When nothing fills the amount, the answer says why. Throws RangeError when amountIn is outside of u64.
 */
export function bestRoute(opts: BestRouteOptions): RouteDecision {
  const { pools, mintIn, mintOut, amountIn, clock } = opts;
  assertU64(amountIn, 'amountIn');
  const ways = waysBetween(pools, mintIn, mintOut);
  const direct = attemptAll(ways.direct, mintIn, amountIn, clock);
  const refusals = [...direct.refusals];

  const [bestFill] = direct.fills;
  const single: Candidate | undefined = bestFill && {
    kind: 'single',
    amountOut: bestFill.quote.amountOut,
    fills: [bestFill],
  };
  let double = opts.splits === false ? undefined : bestSplit(direct.curves, amountIn);
  for (const { first, second } of ways.hops) {
    if (first.length === 0 || second.length === 0) continue;
    const firstAttempt = attemptAll(first, mintIn, amountIn, clock);
    refusals.push(...firstAttempt.refusals);
    double = better(double, bestTwoHop({ firstFills: firstAttempt.fills, second, clock, refusals }));
  }

  const chosen = choose(single, double, opts.secondLegCost ?? 0n);
  const venues = VENUES.map((venue) => venueQuote(venue, direct, chosen?.amountOut ?? 0n));
  if (chosen === undefined) {
    const reason = noRouteReason(refusals);
    return { kind: 'no-route', mintIn, mintOut, amountIn, venues, reason, message: NO_ROUTE_MESSAGES[reason] };
  }
  return {
    kind: 'route',
    mintIn,
    mintOut,
    amountIn,
    venues,
    route: routeOf(chosen, opts),
    why: whyIt(chosen, direct.fills),
  };
}
