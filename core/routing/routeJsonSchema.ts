import { z } from 'zod';
import { baseUnitsText } from '../amounts/baseUnitsText.ts';
import { legFields } from '../chain/legFields.ts';
import { NO_ROUTE_REASONS, ROUTE_KINDS, ROUTE_REASONS } from './route.ts';

/** The wire form of routes. In a separate file, so that the browser, which trusts its server, need not load the checks. */

const ppm = z.number().int().min(0);

const legJson = z.strictObject({
  ...legFields,
  /** Compute units requested for the leg; missing in routes of versions that did not count them per leg. */
  computeUnits: z.number().int().min(0).optional(),
  priceImpactPpm: ppm,
});
export type LegJson = z.infer<typeof legJson>;

const routeJson = z.strictObject({
  /** Missing in routes stored before versions were numbered. */
  version: z.literal(2).optional(),
  kind: z.enum(ROUTE_KINDS),
  mintIn: z.string(),
  mintOut: z.string(),
  amountIn: baseUnitsText,
  amountOut: baseUnitsText,
  priceImpactPpm: ppm,
  legs: z.array(legJson).min(1),
});
export type RouteJson = z.infer<typeof routeJson>;

const venueQuoteJson = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('filled'),
    venue: z.string(),
    pool: z.string(),
    amountOut: baseUnitsText,
    fee: baseUnitsText,
    feeMint: z.string().optional(),
    priceImpactPpm: ppm,
    lostByPpm: ppm,
  }),
  z.strictObject({
    kind: z.literal('refused'),
    venue: z.string(),
    pool: z.string().nullable(),
    code: z.number().int().nullable(),
    reason: z.string().nullable().optional(),
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

/** A route decision in the form that is stored with an order and sent to clients: bigints as decimal strings, the rest unchanged. */
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
