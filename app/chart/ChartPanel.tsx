'use client';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { CANDLE_INTERVALS, CANDLE_SECONDS } from '../../core/market/candle.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import { createExternalStore } from '../browser/externalStore.ts';
import { useDeskActions } from '../keyboard/useDeskActions.ts';
import { fractionDigitsOf, priceNumeralText } from '../market/indexPrice.ts';
import { listedMarkets } from '../market/midPrice.ts';
import { withAddress } from '../navigation/withAddress.tsx';
import { useLook } from '../theme/useLook.ts';
import { usePair } from '../ticket/usePair.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { useLocale } from '../ui/useLocale.ts';
import type { CandleCanvasHandle } from './CandleCanvas.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartSkeleton } from './ChartSkeleton.tsx';
import { ChartTable } from './ChartTable.tsx';
import { ChartToolbar, INTERVAL_WORDS } from './ChartToolbar.tsx';
import { type ChartColours, readChartColours } from './chartColours.ts';
import { fillsByCandle } from './chartFill.ts';
import { useCandleHistory } from './useCandleHistory.ts';
import { useChartAddress } from './useChartAddress.ts';
import { useFills } from './useFills.ts';
import { useHasSize } from './useHasSize.ts';

const CandleCanvas = lazyPart(() => import('./CandleCanvas.tsx'));

/** Rows of the table while the visible range is unknown, and the maximum. */
const TABLE_ROWS = 120;

/** The ticket's pair as candles of its index price: live, back to any time, with the venues' prices and the trader's fills on it. */
function ChartPanel() {
  const pair = usePair();
  const locale = useLocale();
  const { interval, lines, setInterval, setLine } = useChartAddress();
  const history = useCandleHistory({ pair, interval });
  const { candles } = history;
  const seconds = CANDLE_SECONDS[interval];
  const fills = useFills(pair);
  const fillsAt = useMemo(() => fillsByCandle(fills, seconds), [fills, seconds]);
  const [asTable, setAsTable] = useState(false);
  const [rows, setRows] = useState(TABLE_ROWS);
  const [atEnd, setAtEnd] = useState(true);
  const [hovered] = useState(() => createExternalStore<number | undefined>(undefined));
  const canvas = useRef<CandleCanvasHandle>(null);
  const { colours, hollow } = useColours();
  const room = useRef<HTMLDivElement>(null);
  // The library would compute a wrong scale for a chart that is created in an element of size 0.
  const hasRoom = useHasSize(room);

  useDeskActions([
    ...CANDLE_INTERVALS.map((length) => ({
      id: `chart.interval.${length}`,
      group: 'Market' as const,
      label: `Chart: candles of ${INTERVAL_WORDS[length]}`,
      keywords: ['interval', length],
      run: () => setInterval(length),
    })),
    ...VENUES.map(({ id: venue, name }) => ({
      id: `chart.line.${venue}`,
      group: 'Market' as const,
      label: `Chart: ${lines.has(venue) ? 'hide' : 'show'} ${name}’s price`,
      keywords: ['line', 'venue'],
      run: () => setLine(venue, !lines.has(venue)),
    })),
    {
      id: 'chart.table',
      group: 'Market' as const,
      label: asTable ? 'Chart: show the candles' : 'Chart: show it as a table',
      keywords: ['figures', 'accessible'],
      run: () => setAsTable(!asTable),
    },
  ]);

  const digits = fractionDigitsOf(candles.at(-1)?.close ?? 0);
  const priceText = useCallback(
    (price: number) => priceNumeralText({ price, locale, fractionDigits: digits }),
    [locale, digits],
  );
  const hasLines = listedMarkets().some(({ base, quote }) => base === pair.base && quote === pair.quote);
  // Until the new pair's candles have arrived, the previous ones stay, dimmed, so that the chart does not flash and they do not look current.
  const isStale = history.of !== history.key;
  const isEmpty = candles.length === 0;
  const last = candles.at(-1);

  return (
    <section
      aria-label="Chart"
      className="flex flex-1 flex-col rounded-lg border border-line bg-panel max-lg:min-h-[26rem] lg:min-h-0"
    >
      <h2 className="sr-only">Chart</h2>
      <ChartToolbar
        interval={interval}
        onInterval={setInterval}
        lines={lines}
        hasLines={hasLines}
        onLine={setLine}
        asTable={asTable}
        onTable={setAsTable}
      />
      <div ref={room} className="relative min-h-0 flex-1" aria-busy={history.status === 'loading'}>
        {isEmpty && history.status !== 'error' && <ChartSkeleton />}
        {asTable ? (
          <div className="absolute inset-0">
            <ChartTable
              pair={pair}
              interval={interval}
              candles={isStale ? [] : candles.slice(-rows)}
              seconds={seconds}
              fills={fillsAt}
              locale={locale}
              priceText={priceText}
              loadingOlder={history.loadingOlder}
              onOlder={() => {
                if (rows + TABLE_ROWS > candles.length) history.loadOlder();
                setRows(rows + TABLE_ROWS);
              }}
            />
          </div>
        ) : (
          <>
            <ChartLegend
              title={`${pair.name} · ${interval}`}
              candles={isStale ? [] : candles}
              hovered={hovered}
              seconds={seconds}
              lines={lines}
              locale={locale}
              priceText={priceText}
            />
            <p className="sr-only">
              Candlestick chart of {pair.name}
              {last === undefined || isStale ? '' : `, last price ${priceText(last.close)}`}. The button Table shows the
              figures.
            </p>
            {!isEmpty && hasRoom && colours !== undefined && (
              <Suspense fallback={<ChartSkeleton />}>
                <div className={`absolute inset-0 ${isStale ? 'opacity-30' : ''}`}>
                  <CandleCanvas
                    ref={canvas}
                    pair={pair}
                    isStale={isStale}
                    candles={candles}
                    of={history.of}
                    seconds={seconds}
                    lines={lines}
                    fills={fillsAt}
                    colours={colours}
                    hollow={hollow}
                    locale={locale}
                    priceText={priceText}
                    onNearStart={history.loadOlder}
                    onHover={hovered.set}
                    onView={(view) => setAtEnd(view.atEnd)}
                  />
                </div>
              </Suspense>
            )}
            <a
              href="https://www.tradingview.com/"
              target="_blank"
              rel="noreferrer"
              title="TradingView Lightweight Charts™. Copyright © 2025 TradingView, Inc."
              className="absolute bottom-8 left-3 z-2 rounded text-2xs text-muted hover:text-ink"
            >
              TradingView Lightweight Charts™
            </a>
            {!atEnd && !isEmpty && (
              <button
                type="button"
                className={`${BUTTON_LOOK.small} absolute bottom-9 left-1/2 z-2 -translate-x-1/2 border border-line`}
                onClick={() => canvas.current?.toLatest()}
              >
                Latest
              </button>
            )}
          </>
        )}
        {history.error !== undefined && (
          <div className={`absolute inset-x-3 z-3 mx-auto max-w-md ${isEmpty ? 'top-1/3' : 'top-10'}`}>
            <ErrorNote
              error={history.error}
              action={
                <button type="button" className={BUTTON_LOOK.quiet} onClick={history.retry}>
                  Retry
                </button>
              }
            />
          </div>
        )}
      </div>
    </section>
  );
}

export default withAddress(ChartPanel);

/** The theme's colours for the canvas, read again when the trader changes the look; undefined before the page is mounted. */
function useColours(): { colours: ChartColours | undefined; hollow: boolean } {
  const { theme, palette } = useLook();
  const [colours, setColours] = useState<ChartColours>();
  useEffect(() => {
    if (theme !== undefined && palette !== undefined) setColours(readChartColours());
  }, [theme, palette]);
  return { colours, hollow: palette === 'safe' };
}
