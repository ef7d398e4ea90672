import type { Venue, VenueId } from '../../venues/venue.ts';
import { meteoraDammV2 } from '../meteoraDammV2/kind.ts';
import { meteoraDlmm } from '../meteoraDlmm/kind.ts';
import { orcaWhirlpool } from '../orcaWhirlpool/kind.ts';
import type { PoolBase } from '../poolBase.ts';
import type { PoolKind } from '../poolKind.ts';
import { raydiumClmm } from '../raydiumClmm/kind.ts';
import { raydiumCpmm } from '../raydiumCpmm/kind.ts';

/** Every kind of pool that the engine trades on. Small: part of the page's first load. */
export const POOL_KINDS = [raydiumCpmm, meteoraDlmm, orcaWhirlpool, raydiumClmm, meteoraDammV2] as const;

const byName = new Map<string, PoolKind>(POOL_KINDS.map((kind) => [kind.name, kind]));

/** False for a kind that this engine does not know: one of a newer chain, or a withdrawn one. */
export function isKnownKind(kind: string): boolean {
  return byName.has(kind);
}

/** The kind of a pool, a listed pool or a state. Throws RangeError for a kind that this engine does not know. */
export function kindOf(pool: Pick<PoolBase, 'kind'>): PoolKind {
  const kind = byName.get(pool.kind);
  if (kind === undefined) throw new RangeError(`no kind of pool is called ${pool.kind}`);
  return kind;
}

/** The id of the brand that a pool belongs to. Throws RangeError for a kind that this engine does not know. */
export function venueOf(pool: Pick<PoolBase, 'kind'>): VenueId {
  return kindOf(pool).venue.id;
}

/** The brands of all kinds, each once, in the order of the kinds. */
export const VENUES: readonly Venue[] = [...new Set(POOL_KINDS.map((kind): Venue => kind.venue))];

const venueById = new Map<VenueId, Venue>(VENUES.map((venue) => [venue.id, venue]));

/** The brand with an id, or undefined when no kind has it (any more). */
export function venueAt(id: VenueId): Venue | undefined {
  return venueById.get(id);
}
