import { type IChartApi, type IPriceLine, type ISeriesApi, LineStyle, type SeriesType } from 'lightweight-charts';
import type { ChartColours } from './chartColours.ts';
import type { OrderLine } from './orderLine.ts';

/** Where the chart draws prices: px from its top; `axisWidth` is that of the price axis at its right, `height` that of the candles. */
export type PriceScale = {
  /** By the key of its line. */
  readonly ys: ReadonlyMap<string, number>;
  readonly height: number;
  readonly axisWidth: number;
  /** The price at a height; undefined outside of the scale. */
  priceAt(y: number): number | undefined;
};

export type ChartOrderLines = {
  draw(lines: readonly OrderLine[], colours: ChartColours): void;
  /** To be called before the chart is removed: afterwards its scale can't be read. */
  stop(): void;
};

/** Draws the prices of orders as lines of a series, and reports where they are whenever the scale moves. */
export function createChartOrderLines(opts: {
  chart: IChartApi;
  series: ISeriesApi<SeriesType>;
  onScale(scale: PriceScale): void;
}): ChartOrderLines {
  const { chart, series, onScale } = opts;
  const drawn = new Map<string, IPriceLine>();
  let lines: readonly OrderLine[] = [];
  let reported = '';
  let frame: number | undefined;

  function report(): void {
    frame = undefined;
    const height = chart.paneSize().height;
    const axisWidth = chart.priceScale('right').width();
    const ys = new Map(
      lines.flatMap(({ key, price }) => {
        const y = series.priceToCoordinate(price);
        return y === null ? [] : [[key, y] as const];
      }),
    );
    const state = JSON.stringify([...ys, height, axisWidth]);
    if (state === reported) return;
    reported = state;
    onScale({ ys, height, axisWidth, priceAt: (y) => series.coordinateToPrice(y) ?? undefined });
  }

  // The library calls this whenever it draws; the coordinates are right once it has.
  const soon = () => {
    frame ??= requestAnimationFrame(report);
  };
  const primitive = { updateAllViews: soon };
  series.attachPrimitive(primitive);

  return {
    draw(next, colours) {
      lines = next;
      const wanted = new Set(next.map(({ key }) => key));
      for (const [key, line] of drawn) {
        if (wanted.has(key)) continue;
        series.removePriceLine(line);
        drawn.delete(key);
      }
      for (const { key, price, side } of next) {
        const look = {
          price,
          color: side === 'buy' ? colours.good : colours.bad,
          axisLabelTextColor: colours.panel,
        };
        const line = drawn.get(key);
        if (line !== undefined) line.applyOptions(look);
        else drawn.set(key, series.createPriceLine({ ...look, lineWidth: 1, lineStyle: LineStyle.LargeDashed }));
      }
      soon();
    },
    stop() {
      series.detachPrimitive(primitive);
      if (frame !== undefined) cancelAnimationFrame(frame);
      // No frame is requested any more.
      frame = 0;
    },
  };
}
