'use client';
import { ScrollArea } from '@base-ui/react/scroll-area';
import { memo } from 'react';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { candlePpm, signedPercent } from './ChartLegend.tsx';
import type { ChartCandle } from './chartCandle.ts';
import type { ChartFill } from './chartFill.ts';
import { candleTimeText } from './chartTime.ts';
import { fillText } from './fillText.ts';

/** The candles as a table, newest first, each with the trader's fills in it. */
export function ChartTable(props: {
  pair: ChosenPair;
  interval: string;
  /** Ascending. */
  candles: readonly ChartCandle[];
  seconds: number;
  fills: ReadonlyMap<number, readonly ChartFill[]>;
  locale: string;
  priceText(price: number): string;
  loadingOlder: boolean;
  onOlder(): void;
}) {
  const { pair, interval, candles, seconds, fills, locale, priceText } = props;
  return (
    <ScrollArea.Root className="h-full">
      <ScrollArea.Viewport aria-label="Candles as a table" role="region" className="h-full">
        <table className="w-full text-right text-xs whitespace-nowrap">
          <caption className="sr-only">
            {pair.name}, candles of {interval} by the index price, newest first. Times are UTC.
          </caption>
          <thead className="sticky top-0 bg-panel text-2xs text-muted">
            <tr className="h-7 *:px-3 *:font-normal">
              <th scope="col" className="text-left">
                Start (UTC)
              </th>
              <th scope="col">Open</th>
              <th scope="col">High</th>
              <th scope="col">Low</th>
              <th scope="col">Close</th>
              <th scope="col">Change</th>
              {VENUES.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col" className="text-left">
                Your fills
              </th>
            </tr>
          </thead>
          <tbody>
            {candles.toReversed().map((candle) => (
              <CandleRow
                key={candle.time}
                candle={candle}
                fills={fills.get(candle.time) ?? NO_FILLS}
                pair={pair}
                seconds={seconds}
                locale={locale}
                priceText={priceText}
              />
            ))}
          </tbody>
        </table>
        <div className="flex justify-center p-2">
          <button type="button" className={BUTTON_LOOK.quiet} disabled={props.loadingOlder} onClick={props.onOlder}>
            {props.loadingOlder ? 'Loading' : 'Show older candles'}
          </button>
        </div>
      </ScrollArea.Viewport>
      <ScrollArea.Scrollbar className="w-1.5 p-px">
        <ScrollArea.Thumb className="rounded-full bg-line-strong" />
      </ScrollArea.Scrollbar>
      <ScrollArea.Scrollbar orientation="horizontal" className="h-1.5 p-px">
        <ScrollArea.Thumb className="rounded-full bg-line-strong" />
      </ScrollArea.Scrollbar>
    </ScrollArea.Root>
  );
}

const NO_FILLS: readonly ChartFill[] = [];

/** One candle. Renders again only when it changes; usually that is only the newest row. */
const CandleRow = memo(function CandleRow(props: {
  candle: ChartCandle;
  fills: readonly ChartFill[];
  pair: ChosenPair;
  seconds: number;
  locale: string;
  priceText(price: number): string;
}) {
  const { candle, fills, pair, seconds, locale, priceText } = props;
  const ppm = candlePpm(candle);
  const price = (value: number | undefined) => (value === undefined ? '–' : priceText(value));
  return (
    <tr className="h-6.5 hover:bg-hover *:px-3">
      <th scope="row" className="text-left font-normal text-muted">
        {candleTimeText({ time: candle.time, seconds, locale })}
      </th>
      <td>{priceText(candle.open)}</td>
      <td>{priceText(candle.high)}</td>
      <td>{priceText(candle.low)}</td>
      <td className="text-ink">{priceText(candle.close)}</td>
      <td className={ppm > 0 ? 'text-good' : ppm < 0 ? 'text-bad' : 'text-muted'}>{signedPercent(ppm, locale)}</td>
      {VENUES.map(({ id }) => (
        <td key={id}>{price(candle.venues[id])}</td>
      ))}
      <td className="text-left">{fills.map((fill) => fillText({ fill, pair, locale })).join('; ')}</td>
    </tr>
  );
});
