import type { SeriesMarker, Time, UTCTimestamp } from 'lightweight-charts';
import type { ChartCandle } from './chartCandle.ts';
import type { ChartColours } from './chartColours.ts';
import type { ChartFill } from './chartFill.ts';
import { markerText } from './fillText.ts';

/** The marks of the trader's fills, one for each candle and side. */
export function markersOf(opts: {
  fills: ReadonlyMap<number, readonly ChartFill[]>;
  candles: readonly ChartCandle[];
  colours: ChartColours;
}): SeriesMarker<Time>[] {
  const { fills, candles, colours } = opts;
  const [first, last] = [candles[0]?.time, candles.at(-1)?.time];
  if (first === undefined || last === undefined) return [];
  const markers: SeriesMarker<Time>[] = [];
  for (const [time, there] of [...fills].sort(([a], [b]) => a - b)) {
    if (time < first || time > last) continue;
    for (const side of ['buy', 'sell'] as const) {
      const count = there.filter((fill) => fill.side === side).length;
      if (count === 0) continue;
      markers.push({
        time: time as UTCTimestamp,
        position: side === 'buy' ? 'belowBar' : 'aboveBar',
        shape: side === 'buy' ? 'arrowUp' : 'arrowDown',
        color: colours.ink,
        text: markerText(side, count),
      });
    }
  }
  return markers;
}
