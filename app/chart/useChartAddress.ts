'use client';
import { parseAsArrayOf, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { CANDLE_INTERVALS, type CandleInterval } from '../../core/market/candle.ts';
import { VENUES, type Venue } from '../../core/pools/pool.ts';
import type { VenueLines } from './chartView.ts';

const DEFAULT_INTERVAL: CandleInterval = '1m';

const PARSERS = {
  interval: parseAsStringLiteral(CANDLE_INTERVALS).withDefault(DEFAULT_INTERVAL),
  lines: parseAsArrayOf(parseAsStringLiteral(VENUES)).withDefault([]),
};

/** How the chart is set, kept in the page's address: `?interval=5m&lines=raydium`. */
export function useChartAddress(): {
  interval: CandleInterval;
  lines: VenueLines;
  setInterval(interval: CandleInterval): void;
  setLine(venue: Venue, shown: boolean): void;
} {
  const [{ interval, lines }, set] = useQueryStates(PARSERS);
  const shown = lines.join();
  return {
    interval,
    lines: useMemo(() => ({ raydium: shown.includes('raydium'), meteora: shown.includes('meteora') }), [shown]),
    setInterval: (chosen) => void set({ interval: chosen }),
    setLine: (venue, isShown) =>
      void set({ lines: VENUES.filter((one) => (one === venue ? isShown : lines.includes(one))) }),
  };
}
