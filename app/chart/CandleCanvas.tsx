'use client';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { type ChartScene, type ChartView, createChartView } from './chartView.ts';

export type CandleCanvasHandle = { toLatest(): void };

type Props = ChartScene & {
  ref: Ref<CandleCanvasHandle>;
  onNearStart(): void;
  onHover(time: number | undefined): void;
  onView(view: { atEnd: boolean; from: number; to: number }): void;
};

/** The canvas with the candles. The only module that imports the charting library; fetched after the first paint. */
export default function CandleCanvas({ ref, onNearStart, onHover, onView, ...scene }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<ChartView>(undefined);
  const handlers = useRef({ onNearStart, onHover, onView });

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
    });
    view.current = made;
    return () => {
      view.current = undefined;
      made.remove();
    };
  }, []);

  useEffect(() => {
    view.current?.draw(scene);
  });

  useImperativeHandle(ref, () => ({ toLatest: () => view.current?.toLatest() }), []);

  // Distinguishes this table from the page's own: the library uses a table for its layout.
  return <div ref={container} aria-hidden="true" className="absolute inset-0" />;
}
