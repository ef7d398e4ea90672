'use client';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { CANDLE_INTERVALS, type CandleInterval } from '../../core/market/candle.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import { VenueName } from '../ui/VenueName.tsx';
import type { VenueLines } from './chartView.ts';

const BUTTON =
  'inline-flex h-6.5 shrink-0 items-center justify-center gap-1.5 rounded px-2 text-2xs font-medium text-muted hover:bg-hover hover:text-ink data-pressed:bg-hover data-pressed:text-ink';

/** The lengths of a candle in words. */
export const INTERVAL_WORDS: Record<CandleInterval, string> = {
  '1s': '1 second',
  '5s': '5 seconds',
  '15s': '15 seconds',
  '1m': '1 minute',
  '5m': '5 minutes',
  '15m': '15 minutes',
  '1h': '1 hour',
  '4h': '4 hours',
  '1d': '1 day',
};

/** The line above the chart: length of the candles, the venues' lines, chart or table. */
export function ChartToolbar(props: {
  interval: CandleInterval;
  onInterval(interval: CandleInterval): void;
  lines: VenueLines;
  /** False for a pair without pools of its own, which has nothing to draw. */
  hasLines: boolean;
  onLine(venue: VenueId, shown: boolean): void;
  asTable: boolean;
  onTable(asTable: boolean): void;
}) {
  return (
    <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 border-b border-line px-2 max-sm:py-1">
      <ToggleGroup
        aria-label="Length of a candle"
        value={[props.interval]}
        onValueChange={([chosen]: CandleInterval[]) => chosen !== undefined && props.onInterval(chosen)}
        className="flex max-w-full overflow-x-auto max-sm:w-full max-sm:justify-between"
      >
        {CANDLE_INTERVALS.map((interval) => (
          <Toggle key={interval} value={interval} title={INTERVAL_WORDS[interval]} className={`${BUTTON} min-w-8`}>
            {interval}
          </Toggle>
        ))}
      </ToggleGroup>
      <div className="flex items-center gap-1 max-sm:w-full">
        {props.hasLines &&
          VENUES.map(({ id: venue }) => (
            <Toggle
              key={venue}
              pressed={props.lines.has(venue)}
              onPressedChange={(shown) => props.onLine(venue, shown)}
              disabled={props.asTable}
              className={`${BUTTON} disabled:opacity-50`}
            >
              <VenueName venue={venue} />
              <span className="sr-only"> line</span>
            </Toggle>
          ))}
        <Toggle pressed={props.asTable} onPressedChange={props.onTable} className={`${BUTTON} max-sm:ml-auto`}>
          Table
        </Toggle>
      </div>
    </div>
  );
}
