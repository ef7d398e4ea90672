'use client';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { createExternalStore } from '../browser/externalStore.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import type { PriceScale } from './chartOrderLines.ts';
import { type ChartScene, type ChartView, createChartView } from './chartView.ts';
import { OrderLineHandles } from './OrderLineHandles.tsx';
import { useOrderLines } from './useOrderLines.ts';

export type CandleCanvasHandle = { toLatest(): void };

type Props = Omit<ChartScene, 'orderLines'> & {
  ref: Ref<CandleCanvasHandle>;
  pair: ChosenPair;
  /** True while the candles are those of another pair. */
  isStale: boolean;
  onNearStart(): void;
  onHover(time: number | undefined): void;
  onView(view: { atEnd: boolean; from: number; to: number }): void;
};

const NO_LINES: ChartScene['orderLines'] = [];

/** The canvas with the candles, and the lines of orders on it. The only module that imports the charting library; fetched after the first paint. */
export default function CandleCanvas({ ref, pair, isStale, onNearStart, onHover, onView, ...scene }: Props) {
  const { locale, candles, priceText } = scene;
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<ChartView>(undefined);
  const handlers = useRef({ onNearStart, onHover, onView });
  const [scale] = useState(() => createExternalStore<PriceScale | undefined>(undefined));
  const orders = useOrderLines({ pair, near: candles.at(-1)?.close ?? 0, locale });

  useEffect(() => {
    handlers.current = { onNearStart, onHover, onView };
  });

  useEffect(() => {
    if (container.current === null) return;
    const made = createChartView({
      container: container.current,
      reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
      onNearStart: () => handlers.current.onNearStart(),
      onHover: (time) => handlers.current.onHover(time),
      onView: (seen) => handlers.current.onView(seen),
      onScale: scale.set,
    });
    view.current = made;
    return () => {
      view.current = undefined;
      made.remove();
    };
  }, [scale]);

  useEffect(() => {
    view.current?.draw({ ...scene, orderLines: isStale ? NO_LINES : orders.lines });
  });

  useImperativeHandle(ref, () => ({ toLatest: () => view.current?.toLatest() }), []);

  return (
    <>
      {/* Hidden, to distinguish its table from the page's own: the library uses a table for its layout. Isolated, so that its canvases stay below the handles. */}
      <div ref={container} aria-hidden="true" className="absolute inset-0 isolate" />
      {!isStale && <OrderLineHandles pair={pair} orders={orders} scale={scale} locale={locale} priceText={priceText} />}
    </>
  );
}
