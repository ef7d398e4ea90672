import type { PoolAddress } from '../pools/all/pool.ts';
import type { Mint } from '../tokens/token.ts';
import type { Leg, Route, RouteDecision, VenueQuote } from './route.ts';
import type { LegJson, RouteDecisionJson, RouteJson, VenueQuoteJson } from './routeJsonSchema.ts';

/** 2: any number of legs, each with the mint of its fee; `amountOut` is the delivered output. Earlier versions have no number and at most two legs. */
const ROUTE_JSON_VERSION = 2;

function encodeLeg(leg: Leg): LegJson {
  return { ...leg, amountIn: `${leg.amountIn}`, amountOut: `${leg.amountOut}`, fee: `${leg.fee}` };
}

function decodeLeg(json: LegJson): Leg {
  return {
    ...json,
    pool: json.pool as PoolAddress,
    mintIn: json.mintIn as Mint,
    mintOut: json.mintOut as Mint,
    amountIn: BigInt(json.amountIn),
    amountOut: BigInt(json.amountOut),
    fee: BigInt(json.fee),
    feeMint: (json.feeMint ?? json.mintIn) as Mint,
    computeUnits: json.computeUnits ?? 0,
  };
}

/** The JSON form of a route. */
function encodeRoute(route: Route): RouteJson {
  return {
    ...route,
    version: ROUTE_JSON_VERSION,
    amountIn: `${route.amountIn}`,
    amountOut: `${route.amountOut}`,
    legs: route.legs.map(encodeLeg),
  };
}

/** A route from its JSON form of any version, which `routeJson` has checked. */
function decodeRoute({ version: _, ...json }: RouteJson): Route {
  return {
    ...json,
    mintIn: json.mintIn as Mint,
    mintOut: json.mintOut as Mint,
    amountIn: BigInt(json.amountIn),
    amountOut: BigInt(json.amountOut),
    legs: json.legs.map(decodeLeg),
  };
}

function encodeVenueQuote(quote: VenueQuote): VenueQuoteJson {
  if (quote.kind === 'refused') return { ...quote };
  return { ...quote, amountOut: `${quote.amountOut}`, fee: `${quote.fee}` };
}

function decodeVenueQuote(json: VenueQuoteJson, mintIn: string): VenueQuote {
  if (json.kind === 'refused') return { ...json, pool: json.pool as PoolAddress | null, reason: json.reason ?? null };
  return {
    ...json,
    pool: json.pool as PoolAddress,
    amountOut: BigInt(json.amountOut),
    fee: BigInt(json.fee),
    feeMint: (json.feeMint ?? mintIn) as Mint,
  };
}

/** The JSON form of a decision. */
export function encodeRouteDecision(decision: RouteDecision): RouteDecisionJson {
  const base = {
    mintIn: decision.mintIn,
    mintOut: decision.mintOut,
    amountIn: `${decision.amountIn}`,
    venues: decision.venues.map(encodeVenueQuote),
  };
  if (decision.kind === 'no-route') {
    return { ...base, kind: 'no-route', reason: decision.reason, message: decision.message };
  }
  const { reason, gain, gainPpm } = decision.why;
  return {
    ...base,
    kind: 'route',
    route: encodeRoute(decision.route),
    why: { reason, gain: gain === null ? null : `${gain}`, gainPpm },
  };
}

/** A decision from its JSON form, which `routeDecisionJson` has checked. */
export function decodeRouteDecision(json: RouteDecisionJson): RouteDecision {
  const base = {
    mintIn: json.mintIn as Mint,
    mintOut: json.mintOut as Mint,
    amountIn: BigInt(json.amountIn),
    venues: json.venues.map((quote) => decodeVenueQuote(quote, json.mintIn)),
  };
  if (json.kind === 'no-route') return { ...base, kind: 'no-route', reason: json.reason, message: json.message };
  const { reason, gain, gainPpm } = json.why;
  return {
    ...base,
    kind: 'route',
    route: decodeRoute(json.route),
    why: { reason, gain: gain === null ? null : BigInt(gain), gainPpm },
  };
}
