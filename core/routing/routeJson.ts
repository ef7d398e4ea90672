import { z } from 'zod';
import { baseUnitsText } from '../amounts/baseUnitsText.ts';
import { type PoolAddress, VENUES } from '../pools/pool.ts';
import type { Mint } from '../tokens/token.ts';
import {
  type Leg,
  NO_ROUTE_REASONS,
  ROUTE_KINDS,
  ROUTE_REASONS,
  type Route,
  type RouteDecision,
  type VenueQuote,
} from './route.ts';

const ppm = z.number().int().min(0);

export const legJson = z.strictObject({
  venue: z.enum(VENUES),
  pool: z.string(),
  mintIn: z.string(),
  mintOut: z.string(),
  amountIn: baseUnitsText,
  amountOut: baseUnitsText,
  fee: baseUnitsText,
  priceImpactPpm: ppm,
});
export type LegJson = z.infer<typeof legJson>;

export const routeJson = z.strictObject({
  kind: z.enum(ROUTE_KINDS),
  mintIn: z.string(),
  mintOut: z.string(),
  amountIn: baseUnitsText,
  amountOut: baseUnitsText,
  priceImpactPpm: ppm,
  legs: z.array(legJson).min(1).max(2),
});
export type RouteJson = z.infer<typeof routeJson>;

export const venueQuoteJson = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('filled'),
    venue: z.enum(VENUES),
    pool: z.string(),
    amountOut: baseUnitsText,
    fee: baseUnitsText,
    priceImpactPpm: ppm,
    lostByPpm: ppm,
  }),
  z.strictObject({
    kind: z.literal('refused'),
    venue: z.enum(VENUES),
    pool: z.string().nullable(),
    code: z.number().int().nullable(),
    message: z.string(),
  }),
]);
export type VenueQuoteJson = z.infer<typeof venueQuoteJson>;

const decisionBase = {
  mintIn: z.string(),
  mintOut: z.string(),
  amountIn: baseUnitsText,
  venues: z.array(venueQuoteJson),
};

/** A route decision as it is stored with an order and sent to clients: bigints as decimal strings, the rest as it is. */
export const routeDecisionJson = z.discriminatedUnion('kind', [
  z.strictObject({
    ...decisionBase,
    kind: z.literal('route'),
    route: routeJson,
    why: z.strictObject({
      reason: z.enum(ROUTE_REASONS),
      gain: baseUnitsText.nullable(),
      gainPpm: ppm.nullable(),
    }),
  }),
  z.strictObject({
    ...decisionBase,
    kind: z.literal('no-route'),
    reason: z.enum(NO_ROUTE_REASONS),
    message: z.string(),
  }),
]);
export type RouteDecisionJson = z.infer<typeof routeDecisionJson>;

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
  };
}

/** The JSON form of a route. */
export function encodeRoute(route: Route): RouteJson {
  return {
    ...route,
    amountIn: `${route.amountIn}`,
    amountOut: `${route.amountOut}`,
    legs: route.legs.map(encodeLeg),
  };
}

/** A route from its JSON form, which `routeJson` has checked. */
export function decodeRoute(json: RouteJson): Route {
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

function decodeVenueQuote(json: VenueQuoteJson): VenueQuote {
  if (json.kind === 'refused') return { ...json, pool: json.pool as PoolAddress | null };
  return { ...json, pool: json.pool as PoolAddress, amountOut: BigInt(json.amountOut), fee: BigInt(json.fee) };
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
    venues: json.venues.map(decodeVenueQuote),
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
