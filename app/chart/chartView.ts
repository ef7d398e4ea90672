import {
  type CandlestickData,
  CandlestickSeries,
  CrosshairMode,
  createChart,
  createSeriesMarkers,
  type LineData,
  LineSeries,
  LineStyle,
  LineType,
  TickMarkType,
  type Time,
  type UTCTimestamp,
  type WhitespaceData,
} from 'lightweight-charts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import type { ChartCandle } from './chartCandle.ts';
import type { ChartColours } from './chartColours.ts';
import type { ChartFill } from './chartFill.ts';
import { markersOf } from './chartMarkers.ts';
import { createChartOrderLines, type PriceScale } from './chartOrderLines.ts';
import { candleTimeText, type TickKind, tickText } from './chartTime.ts';
import type { OrderLine } from './orderLine.ts';

/** Bars that the chart shows at first, where there is room. */
const BAR_SPACING = 8;
/** Empty bars to the right of the last one. */
const RIGHT_OFFSET = 6;
/** Older bars are requested when this many bars before the first one come into view. */
const PREFETCH_BARS = 120;

const TICK_KINDS: Record<TickMarkType, TickKind> = {
  [TickMarkType.Year]: 'year',
  [TickMarkType.Month]: 'month',
  [TickMarkType.DayOfMonth]: 'day',
  [TickMarkType.Time]: 'minute',
  [TickMarkType.TimeWithSeconds]: 'second',
};

/** The venues whose lines are shown. */
export type VenueLines = ReadonlySet<VenueId>;

/** The content to draw. */
export type ChartScene = {
  readonly candles: readonly ChartCandle[];
  /** Identifies the candles' pair and interval: a different value is shown from its end. */
  readonly of: string;
  /** Length of a candle in seconds. */
  readonly seconds: number;
  readonly lines: VenueLines;
  readonly fills: ReadonlyMap<number, readonly ChartFill[]>;
  readonly orderLines: readonly OrderLine[];
  readonly colours: ChartColours;
  /** Rising candles are hollow, so that their shape distinguishes them from falling ones. */
  readonly hollow: boolean;
  readonly locale: string;
  priceText(price: number): string;
};

export type ChartView = {
  draw(scene: ChartScene): void;
  /** Scrolls to the newest candle. */
  toLatest(): void;
  remove(): void;
};

const at = (time: number) => time as UTCTimestamp;

function bar({ time, open, high, low, close }: ChartCandle): CandlestickData {
  return { time: at(time), open, high, low, close };
}

function point(candle: ChartCandle, venue: VenueId): LineData | WhitespaceData {
  const value = candle.venues[venue];
  return value === undefined ? { time: at(candle.time) } : { time: at(candle.time), value };
}

/** The index of the first candle that differs between both. */
function firstDifference(before: readonly ChartCandle[], now: readonly ChartCandle[]): number {
  let i = Math.min(before.length, now.length);
  while (i > 0 && before[i - 1] !== now[i - 1]) i--;
  return i;
}

/** The chart on its canvas. Draws scenes, and changes only what differs from the previous one. */
export function createChartView(opts: {
  container: HTMLElement;
  reducedMotion: boolean;
  /** The first candles are coming into view. */
  onNearStart(): void;
  /** The candle under the crosshair, by its time. */
  onHover(time: number | undefined): void;
  /** Whether the newest candle is in view, and the times in view. */
  onView(view: { atEnd: boolean; from: number; to: number }): void;
  /** Where the lines of orders are now. */
  onScale(scale: PriceScale): void;
}): ChartView {
  const { container, reducedMotion } = opts;
  const chart = createChart(container, {
    autoSize: true,
    // The attribution is beside the chart, where keyboard and screen readers reach it.
    layout: { attributionLogo: false, fontSize: 11 },
    crosshair: { mode: CrosshairMode.Normal },
    kineticScroll: { touch: !reducedMotion, mouse: false },
    rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.16, bottom: 0.08 } },
    timeScale: { borderVisible: false, barSpacing: BAR_SPACING, rightOffset: RIGHT_OFFSET, minBarSpacing: 1 },
  });
  const candles = chart.addSeries(CandlestickSeries, { priceLineVisible: false, lastValueVisible: false });
  // The current price, regardless of the scroll position.
  const priceLine = candles.createPriceLine({
    price: 0,
    lineWidth: 1,
    lineStyle: LineStyle.Dashed,
    lineVisible: false,
  });
  const lineOptions = { lineWidth: 1, priceLineVisible: false, crosshairMarkerVisible: false, visible: false } as const;
  // The price of a pool with bins moves from bin to bin, and for other pools the price between two candles is unknown as well.
  const lines = VENUES.map(({ id, name }) => ({
    venue: id,
    series: chart.addSeries(LineSeries, { ...lineOptions, title: name, lineType: LineType.WithSteps }),
  }));
  const markers = createSeriesMarkers(candles, []);
  const orderLines = createChartOrderLines({ chart, series: candles, onScale: opts.onScale });
  let drawn: ChartScene | undefined;

  chart.subscribeCrosshairMove(({ time }) => opts.onHover(typeof time === 'number' ? time : undefined));
  chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
    const shown = drawn?.candles;
    if (range === null || shown === undefined || shown.length === 0) return;
    if (range.from < PREFETCH_BARS) opts.onNearStart();
    const clamped = (index: number) => Math.max(0, Math.min(shown.length - 1, index));
    opts.onView({
      atEnd: range.to >= shown.length - 1,
      from: shown[clamped(Math.ceil(range.from))]?.time ?? 0,
      to: shown[clamped(Math.floor(range.to))]?.time ?? 0,
    });
  });

  function drawLook({ colours, hollow, locale, seconds, priceText }: ChartScene): void {
    chart.applyOptions({
      layout: { background: { color: 'transparent' }, textColor: colours.muted, fontFamily: colours.font },
      grid: { vertLines: { color: colours.line }, horzLines: { color: colours.line } },
      crosshair: {
        vertLine: { color: colours.muted, labelBackgroundColor: colours['line-strong'] },
        horzLine: { color: colours.muted, labelBackgroundColor: colours['line-strong'] },
      },
      localization: {
        locale,
        timeFormatter: (time: Time) => candleTimeText({ time: Number(time), seconds, locale }),
      },
      timeScale: {
        timeVisible: seconds < 86_400,
        secondsVisible: seconds < 60,
        tickMarkFormatter: (time: Time, type: TickMarkType) =>
          tickText({ time: Number(time), kind: TICK_KINDS[type], locale }),
      },
    });
    const priceFormat = { type: 'custom', formatter: priceText, minMove: 1e-12 } as const;
    candles.applyOptions({
      priceFormat,
      upColor: hollow ? colours.panel : colours.good,
      borderUpColor: colours.good,
      wickUpColor: colours.good,
      downColor: colours.bad,
      borderDownColor: colours.bad,
      wickDownColor: colours.bad,
    });
    // The label of the price has a fixed colour on which its text is readable.
    priceLine.applyOptions({ color: colours['accent-strong'], axisLabelTextColor: colours['accent-ink'] });
    for (const { venue, series } of lines)
      series.applyOptions({ priceFormat, color: colours.venues.get(venue) ?? colours.muted });
  }

  function drawCandles(scene: ChartScene, last: ChartScene | undefined): void {
    const before = last?.of === scene.of ? last.candles : [];
    const now = scene.candles;
    const from = firstDifference(before, now);
    const grows = before.length > 0 && from >= before.length - 1 && now.length >= before.length;
    if (grows) for (const candle of now.slice(from)) candles.update(bar(candle));
    else candles.setData(now.map(bar));
    for (const { venue, series } of lines) {
      if (!scene.lines.has(venue)) continue;
      if (grows && last?.lines.has(venue)) for (const candle of now.slice(from)) series.update(point(candle, venue));
      else series.setData(now.map((candle) => point(candle, venue)));
    }
    const price = now.at(-1)?.close;
    priceLine.applyOptions({ price: price ?? 0, lineVisible: price !== undefined });
  }

  function drawLines(scene: ChartScene, last: ChartScene | undefined): void {
    for (const { venue, series } of lines) {
      const visible = scene.lines.has(venue);
      if (visible === (last?.lines.has(venue) ?? false)) continue;
      series.applyOptions({ visible });
      series.setData(visible ? scene.candles.map((candle) => point(candle, venue)) : []);
    }
  }

  function toLatest(): void {
    chart.timeScale().scrollToPosition(RIGHT_OFFSET, false);
  }

  return {
    draw(scene) {
      const before = drawn;
      // Events that the library sends while it draws belong to the new scene.
      drawn = scene;
      const isOther = before?.of !== scene.of;
      if (
        before === undefined ||
        isOther ||
        before.colours !== scene.colours ||
        before.hollow !== scene.hollow ||
        before.locale !== scene.locale ||
        before.priceText !== scene.priceText
      ) {
        drawLook(scene);
      }
      if (before?.candles !== scene.candles || isOther) drawCandles(scene, before);
      drawLines(scene, before);
      if (before?.orderLines !== scene.orderLines || before.colours !== scene.colours)
        orderLines.draw(scene.orderLines, scene.colours);
      const grew = before?.candles[0] !== scene.candles[0] || before?.candles.length !== scene.candles.length;
      if (grew || isOther || before?.fills !== scene.fills || before.colours !== scene.colours) {
        markers.setMarkers(markersOf(scene));
      }
      if (!isOther) return;
      chart.timeScale().applyOptions({ barSpacing: BAR_SPACING });
      chart.priceScale('right').applyOptions({ autoScale: true });
      toLatest();
    },
    toLatest,
    remove() {
      orderLines.stop();
      chart.remove();
    },
  };
}
