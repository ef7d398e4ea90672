'use client';
import { formatPercent } from '../../core/amounts/format.ts';
import { type ExternalStore, useExternalStore } from '../browser/externalStore.ts';
import { venueName, venueStyle } from '../ui/venueLook.ts';
import type { ChartCandle } from './chartCandle.ts';
import { candleTimeText } from './chartTime.ts';
import type { VenueLines } from './chartView.ts';

/** A candle's own change in parts per million; drawn, not traded on. */
export function candlePpm({ open, close }: ChartCandle): number {
  return open === 0 ? 0 : Math.round(((close - open) / open) * 1_000_000);
}

export function signedPercent(ppm: number, locale: string): string {
  const text = formatPercent({ ppm: Math.abs(ppm), locale, fixed: true });
  // A change that rounds to zero has no sign.
  if (Math.abs(ppm) < 50) return text;
  return `${ppm > 0 ? '+' : '−'}${text}`;
}

/** The source of the prices, and the figures of the candle under the crosshair, else of the last one. */
export function ChartLegend(props: {
  title: string;
  candles: readonly ChartCandle[];
  hovered: ExternalStore<number | undefined>;
  seconds: number;
  lines: VenueLines;
  locale: string;
  priceText(price: number): string;
}) {
  const { title, candles, seconds, lines, locale, priceText } = props;
  const time = useExternalStore<number | undefined>(props.hovered, undefined);
  const candle = (time === undefined ? undefined : candles.find((one) => one.time === time)) ?? candles.at(-1);
  const ppm = candle === undefined ? 0 : candlePpm(candle);
  const ink = ppm > 0 ? 'text-good' : ppm < 0 ? 'text-bad' : 'text-muted';
  return (
    <div className="pointer-events-none absolute top-2 right-20 left-3 z-2 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-2xs text-muted">
      <span className="font-medium text-ink">{title}</span>
      <span>Index price, UTC</span>
      {candle !== undefined && (
        <>
          <span className="max-sm:hidden">{candleTimeText({ time: candle.time, seconds, locale })}</span>
          <span className="flex flex-wrap gap-x-2.5">
            {(['open', 'high', 'low', 'close'] as const).map((part) => (
              <span key={part}>
                <span className="text-muted">{part.slice(0, 1).toUpperCase()}</span>{' '}
                <span className={ink}>{priceText(candle[part])}</span>
              </span>
            ))}
            <span className={ink}>{signedPercent(ppm, locale)}</span>
          </span>
          {Object.entries(candle.venues).map(([venue, price]) =>
            lines.has(venue) ? (
              <span key={venue}>
                <span className="venue text-venue" style={venueStyle(venue)}>
                  {venueName(venue)}
                </span>{' '}
                <span className="text-ink">{priceText(price)}</span>
              </span>
            ) : null,
          )}
        </>
      )}
    </div>
  );
}
