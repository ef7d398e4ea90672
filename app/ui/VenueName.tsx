import type { Venue } from '../../core/pools/pool.ts';

/** How a venue is written. */
export const VENUE_NAMES = { raydium: 'Raydium', meteora: 'Meteora' } as const satisfies Record<Venue, string>;

const MARKS = { raydium: 'bg-raydium rounded-[3px]', meteora: 'bg-meteora rounded-full' } as const satisfies Record<
  Venue,
  string
>;

/** A venue by name, with a mark of its own shape and colour. */
export function VenueName({ venue }: { venue: Venue }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden="true" className={`size-2.5 shrink-0 ${MARKS[venue]}`} />
      {VENUE_NAMES[venue]}
    </span>
  );
}
