import type { PoolAddress } from '../pools/all/pool.ts';
import type { Mint } from '../tokens/token.ts';
import type { VenueId } from '../venues/venue.ts';

/** One swap of a route. Amounts are base units. */
export type Leg = {
  readonly venue: VenueId;
  readonly pool: PoolAddress;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  /** The input that the leg's instruction will name. */
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Trade fee in feeMint. A fee in mintIn is contained in amountIn, one in mintOut is already taken off amountOut. */
  readonly fee: bigint;
  readonly feeMint: Mint;
  /** Compute units that the transaction requests for this leg. */
  readonly computeUnits: number;
  /** The leg's price impact: how far its average price is from the pool's mid price, without the fee; parts per million, rounded down. */
  readonly priceImpactPpm: number;
};

/**
 * `single`: one leg. `split`: several pools of the pair in parallel. `two-hop`, `three-hop`: one path through one or two other tokens; each hop
 * may be split. `parallel`: two paths in parallel.
 */
export const ROUTE_KINDS = ['single', 'split', 'two-hop', 'three-hop', 'parallel'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/**
 * How an order is executed: legs in the order of their instructions. The legs that spend mintIn consume the whole of amountIn. The legs that
 * spend an intermediate token come after all legs that buy it, and spend only the guaranteed amount (legPlan.ts). So `amountOut` is the delivered
 * output, less than the pools would give without residues. `routePaths` groups legs into hops.
 */
export type Route = {
  readonly kind: RouteKind;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Price impact of the whole route: parts per million of the output that mid prices would give for the input after fees. */
  readonly priceImpactPpm: number;
  readonly legs: readonly Leg[];
};

/** The quote of a venue's best direct pool for the whole amount. */
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
   * How far the quote is below the chosen route's output, parts per million of that output (100 ppm are one basis point), rounded up; 0 only for
   * the winner, or a venue with exactly the same output.
   */
  readonly lostByPpm: number;
};

/** Why a venue has no direct pool that fills the whole amount. */
type RefusedVenueQuote = {
  readonly kind: 'refused';
  readonly venue: VenueId;
  /** The pool that refused. Pool and code are null in decisions of earlier versions, which named venues without a pool for the pair. */
  readonly pool: PoolAddress | null;
  /** The program's error number. */
  readonly code: number | null;
  /** The reason, with the same values for every program; null in decisions of earlier versions without reasons. */
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
   * `better-price`: the best of several single pools. `only-route`: no other route fills the amount. `split-gain` and the like, one for each
   * kind: its output exceeds that of the best single pool by more than its further legs cost. `no-single-pool`: no single pool fills the amount.
   */
  readonly reason: RouteReason;
  /** Its gain over the next best: the best other single pool, or for several legs the best single pool. Null when there is none. */
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
 * `no-pool`: no pools connect the two tokens within three hops. `not-enough-liquidity`: no route consumes the whole amount. `zero-output`: the
 * amount is too small to buy one base unit. `refused`: pools exist and each refuses for another reason (disabled, overflow), given in the venue
 * quotes.
 */
type NoRoute = DecisionBase & {
  readonly kind: 'no-route';
  readonly reason: NoRouteReason;
  readonly message: string;
};

export type RouteDecision = RouteFound | NoRoute;
