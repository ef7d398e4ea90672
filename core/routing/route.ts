import type { PoolAddress, Venue } from '../pools/pool.ts';
import type { Mint } from '../tokens/token.ts';

/** One swap of a route. Amounts are base units. */
export type Leg = {
  readonly venue: Venue;
  readonly pool: PoolAddress;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Trade fee in mintIn, contained in amountIn. */
  readonly fee: bigint;
  /** How far the leg moves the price it gets from the pool's mid price, without the fee: parts per million, rounded down. */
  readonly priceImpactPpm: number;
};

export const ROUTE_KINDS = ['single', 'split', 'two-hop'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/**
 * How an order is executed: one leg, two legs side by side (`split`), or two in a row (`two-hop`). At most two, because one
 * transaction of 1,232 bytes carries them. The legs consume the whole of amountIn (of a two-hop route, the first one does, and the
 * second consumes all that the first gives).
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
  readonly venue: Venue;
  readonly pool: PoolAddress;
  readonly amountOut: bigint;
  /** In the input token, contained in amountIn. */
  readonly fee: bigint;
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
  readonly venue: Venue;
  /** The pool that refused, null when the venue has none for the pair. */
  readonly pool: PoolAddress | null;
  /** The program's error number, null when the venue has no pool for the pair. */
  readonly code: number | null;
  readonly message: string;
};

export type VenueQuote = FilledVenueQuote | RefusedVenueQuote;

export const ROUTE_REASONS = ['better-price', 'only-route', 'split-gain', 'two-hop-gain', 'no-single-pool'] as const;
type RouteReason = (typeof ROUTE_REASONS)[number];

/** Why the chosen route won. */
export type RouteWhy = {
  /**
   * `better-price`: the best of several single pools. `only-route`: nothing else fills the amount. `split-gain`, `two-hop-gain`: more
   * than the best single pool by more than the second leg costs. `no-single-pool`: no single pool fills the amount, two legs do.
   */
  readonly reason: RouteReason;
  /** What it gives more than the next best: the best other single pool, or for two legs the best single pool. Null when there is none. */
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
  /** One per venue, always, in the order of VENUES. */
  readonly venues: readonly VenueQuote[];
};

export type RouteFound = DecisionBase & { readonly kind: 'route'; readonly route: Route; readonly why: RouteWhy };

/**
 * `no-pool`: neither a direct pool nor a way through SOL or USDC. `not-enough-liquidity`: no route consumes the whole amount.
 * `zero-output`: the amount is too small to buy one base unit. `refused`: pools exist and each refuses for another reason (disabled,
 * overflow), told in the venue quotes.
 */
type NoRoute = DecisionBase & {
  readonly kind: 'no-route';
  readonly reason: NoRouteReason;
  readonly message: string;
};

export type RouteDecision = RouteFound | NoRoute;
