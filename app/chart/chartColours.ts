import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import { venueStyle } from '../ui/venueLook.ts';

/** The theme's colours for the canvas, by the names of their variables. */
const NAMES = ['panel', 'line', 'line-strong', 'ink', 'muted', 'good', 'bad', 'accent-strong', 'accent-ink'] as const;

type Named = Record<(typeof NAMES)[number], string>;

export type ChartColours = Named & { readonly font: string; readonly venues: ReadonlyMap<VenueId, string> };

/** Reads the present values of the theme's variables. */
export function readChartColours(): ChartColours {
  const probe = document.createElement('span');
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colours = Object.fromEntries(
    NAMES.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, style.color];
    }),
  ) as Named;
  const font = style.fontFamily;
  probe.className = 'venue';
  probe.style.color = 'var(--venue)';
  const venues = new Map(
    VENUES.map(({ id }) => {
      for (const [name, value] of Object.entries(venueStyle(id))) probe.style.setProperty(name, String(value));
      return [id, style.color];
    }),
  );
  probe.remove();
  return { ...colours, font, venues };
}
