'use client';
import { parseAsArrayOf, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { CANDLE_INTERVALS, type CandleInterval } from '../../core/market/candle.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import type { VenueLines } from './chartView.ts';

const DEFAULT_INTERVAL: CandleInterval = '1m';

const VENUE_IDS = VENUES.map(({ id }) => id);

const PARSERS = {
  interval: parseAsStringLiteral(CANDLE_INTERVALS).withDefault(DEFAULT_INTERVAL),
  lines: parseAsArrayOf(parseAsStringLiteral(VENUE_IDS)).withDefault([]),
};

/** The settings of the chart in the page's address: the venues' lines by their ids. */
export function useChartAddress(): {
  interval: CandleInterval;
  lines: VenueLines;
  setInterval(interval: CandleInterval): void;
  setLine(venue: VenueId, shown: boolean): void;
} {
  const [{ interval, lines }, set] = useQueryStates(PARSERS);
  const shown = lines.join();
  return {
    interval,
    lines: useMemo(() => new Set(shown === '' ? [] : shown.split(',')), [shown]),
    setInterval: (chosen) => void set({ interval: chosen }),
    setLine: (venue, isShown) =>
      void set({ lines: VENUE_IDS.filter((one) => (one === venue ? isShown : lines.includes(one))) }),
  };
}
