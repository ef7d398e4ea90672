import type { VenueId } from '../../core/venues/venue.ts';
import { venueMarkClass, venueName, venueStyle } from './venueLook.ts';

/** A venue's mark, with its own shape and colour. */
export function VenueMark({ venue }: { venue: VenueId }) {
  return (
    <span
      aria-hidden="true"
      className={`venue size-2.5 shrink-0 bg-venue ${venueMarkClass(venue)}`}
      style={venueStyle(venue)}
    />
  );
}

/** A venue by name, with its mark. */
export function VenueName({ venue }: { venue: VenueId }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <VenueMark venue={venue} />
      {venueName(venue)}
    </span>
  );
}
