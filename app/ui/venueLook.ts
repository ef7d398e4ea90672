import type { CSSProperties } from 'react';
import { venueAt } from '../../core/pools/all/poolKinds.ts';
import type { Venue, VenueId } from '../../core/venues/venue.ts';

/** The name of a venue; the id for one that is not traded any more. */
export function venueName(venue: VenueId): string {
  return venueAt(venue)?.name ?? venue;
}

const LISTED = new Intl.ListFormat('en-GB');

/** Several venues in words, each once: `Raydium, Meteora and Orca`. */
export function venueNames(venues: Iterable<VenueId>): string {
  return LISTED.format([...new Set(venues)].map(venueName));
}

const MARK_CLASSES = {
  square: 'rounded-[3px]',
  circle: 'rounded-full',
  triangle: '[clip-path:polygon(50%_0,100%_100%,0_100%)]',
  diamond: 'rotate-45 scale-[0.85] rounded-[2px]',
} as const satisfies Record<Venue['mark'], string>;

/** The class that gives a venue's mark its shape. */
export function venueMarkClass(venue: VenueId): string {
  return MARK_CLASSES[venueAt(venue)?.mark ?? 'square'];
}

const WITHOUT_COLOURS = 'var(--muted)';

/** A venue's colours for an element of the class `venue`, which uses the one of the look as `--venue` (globals.css). */
export function venueStyle(venue: VenueId): CSSProperties {
  const colours = venueAt(venue)?.colours;
  return {
    '--venue-dark': colours?.dark ?? WITHOUT_COLOURS,
    '--venue-light': colours?.light ?? WITHOUT_COLOURS,
    '--venue-dark-safe': colours?.darkSafe ?? WITHOUT_COLOURS,
    '--venue-light-safe': colours?.lightSafe ?? WITHOUT_COLOURS,
  } as CSSProperties;
}
