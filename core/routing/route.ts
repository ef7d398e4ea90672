import type { PoolAddress } from '../pools/all/pool.ts';
import type { Mint } from '../tokens/token.ts';
import type { VenueId } from '../venues/venue.ts';

/** One swap of a route. Amounts are base units. */
export type Leg = {
  readonly venue: VenueId;
  readonly pool: PoolAddress;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  /** What the leg's instruction will name as its input. */
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Trade fee in feeMint. A fee in mintIn is contained in amountIn, one in mintOut is already taken off amountOut. */
  readonly fee: bigint;
  readonly feeMint: Mint;
  /** Compute units that the transaction asks for this leg. */
  readonly computeUnits: number;
  /** How far the leg moves the price it gets from the pool's mid price, without the fee: parts per million, rounded down. */
  readonly priceImpactPpm: number;
};

/**
 * `single`: one leg. `split`: several pools of the pair side by side. `two-hop`, `three-hop`: one path through one or two other tokens,
 * each hop of which may be split. `parallel`: two paths side by side.
 */
export const ROUTE_KINDS = ['single', 'split', 'two-hop', 'three-hop', 'parallel'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/**
 * How an order is executed: legs in the order of their instructions. The legs that spend mintIn consume the whole of amountIn. A token
 * between is spent by legs that stand behind all those that buy it, and only as much as these deliver for sure (legPlan.ts); `amountOut`
 * is therefore what is delivered, and not what the pools would give if nothing were left over. `routePaths` says which legs form which hop.
 */
export type Route = {
  readonly kind: RouteKind;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Of the whole route, parts per million of what mid prices would give for the input after fees. */
  readonly priceImpactPpm: number;
  readonly legs: readonly Leg[];
};

/** What a venue's best direct pool would give for the whole amount. */
type FilledVenueQuote = {
  readonly kind: 'filled';
  readonly venue: VenueId;
  readonly pool: PoolAddress;
  readonly amountOut: bigint;
  /** In feeMint, as in a leg. */
  readonly fee: bigint;
  readonly feeMint: Mint;
  readonly priceImpactPpm: number;
  /**
   * What the quote falls short of the chosen route's output, parts per million of that output (100 make one basis point), rounded
   * up; 0 for the winner only, or a venue that gives exactly as much.
   */
  readonly lostByPpm: number;
};

/** Why a venue has no direct pool that fills the whole amount. */
type RefusedVenueQuote = {
  readonly kind: 'refused';
  readonly venue: VenueId;
  /** The pool that refused; null, as the code, in decisions of before that named venues without a pool for the pair. */
  readonly pool: PoolAddress | null;
  /** The program's error number. */
  readonly code: number | null;
  /** Why, in words that are the same for every program; null in decisions of before there were reasons. */
  readonly reason: string | null;
  readonly message: string;
};

export type VenueQuote = FilledVenueQuote | RefusedVenueQuote;

export const ROUTE_REASONS = [
  'better-price',
  'only-route',
  'split-gain',
  'two-hop-gain',
  'three-hop-gain',
  'parallel-gain',
  'no-single-pool',
] as const;
export type RouteReason = (typeof ROUTE_REASONS)[number];

/** Why the chosen route won. */
export type RouteWhy = {
  /**
   * `better-price`: the best of several single pools. `only-route`: nothing else fills the amount. `split-gain` and the like, one for each
   * kind: it gives more than the best single pool by more than its further legs cost. `no-single-pool`: no single pool fills the amount.
   */
  readonly reason: RouteReason;
  /** What it gives more than the next best: the best other single pool, or for several legs the best single pool. Null when there is none. */
  readonly gain: bigint | null;
  /** The gain in parts per million of the route's output, rounded down. Null when there is no next best. */
  readonly gainPpm: number | null;
};

export const NO_ROUTE_REASONS = ['no-pool', 'not-enough-liquidity', 'zero-output', 'refused'] as const;
export type NoRouteReason = (typeof NO_ROUTE_REASONS)[number];

type DecisionBase = {
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
  /** One for each venue that has a pool for the pair, in the order of VENUES. */
  readonly venues: readonly VenueQuote[];
};

export type RouteFound = DecisionBase & { readonly kind: 'route'; readonly route: Route; readonly why: RouteWhy };

/**
 * `no-pool`: no pools join the two tokens within three hops. `not-enough-liquidity`: no route consumes the whole amount.
 * `zero-output`: the amount is too small to buy one base unit. `refused`: pools exist and each refuses for another reason (disabled,
 * overflow), told in the venue quotes.
 */
type NoRoute = DecisionBase & {
  readonly kind: 'no-route';
  readonly reason: NoRouteReason;
  readonly message: string;
};

export type RouteDecision = RouteFound | NoRoute;
