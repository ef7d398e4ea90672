'use client';
import { type KeyboardEvent, type PointerEvent, useId, useRef } from 'react';
import { type ExternalStore, useExternalStore } from '../browser/externalStore.ts';
import { mediaHook } from '../browser/mediaHook.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import type { PriceScale } from './chartOrderLines.ts';
import { isMovable, lineLabel, type OrderLine, spreadLabels } from './orderLine.ts';
import type { OrderLines } from './useOrderLines.ts';

/** Height of a label with the space to the next one, and what the legend above and the attribution below take, px. */
const ROOM = { wide: { gap: 24, top: 26, bottom: 2 }, narrow: { gap: 30, top: 58, bottom: 32 } };
const useIsNarrow = mediaHook('(width < 64rem)', false);
/** A pointer that moved less has clicked. */
const CLICK_PX = 3;
const KEYS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

type Props = {
  pair: ChosenPair;
  orders: OrderLines;
  scale: ExternalStore<PriceScale | undefined>;
  locale: string;
  priceText(price: number): string;
};

/** A handle for each line of an order: dragged or moved by keys it amends the order, a click opens the amendment. */
export function OrderLineHandles({ pair, orders, scale: store, locale, priceText }: Props) {
  const scale = useExternalStore<PriceScale | undefined>(store, undefined);
  const hint = useId();
  const narrow = useIsNarrow();
  if (scale === undefined || orders.lines.length === 0) return null;
  const { height, axisWidth } = scale;
  const placed = orders.lines
    .map((line) => ({ line, y: scale.ys.get(line.key) }))
    .filter((one): one is { line: OrderLine; y: number } => one.y !== undefined)
    .sort((a, b) => a.y - b.y);
  const { gap, top, bottom } = ROOM[narrow ? 'narrow' : 'wide'];
  const tops = spreadLabels({ ys: placed.map(({ y }) => y), gap, from: top, to: height - bottom });
  return (
    <>
      <p id={hint} className="sr-only">
        Arrow keys move the price, Enter sends it, Escape reverts it.
      </p>
      <ul aria-label="Order lines" className="pointer-events-none absolute inset-0 z-1 overflow-hidden">
        {placed.map(({ line, y }, i) => (
          <li key={line.key} className="absolute -translate-y-1/2" style={{ top: tops[i] ?? y, right: axisWidth + 6 }}>
            <Handle
              line={line}
              y={y}
              beyond={y < 0 ? '↑ ' : y > height ? '↓ ' : ''}
              orders={orders}
              scale={scale}
              hint={hint}
              label={lineLabel(line, locale)}
              price={priceText(line.price)}
              unit={`${pair.quote.symbol} per ${pair.base.symbol}`}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type HandleProps = {
  line: OrderLine;
  /** Of its line, which the label may be beside. */
  y: number;
  beyond: string;
  orders: OrderLines;
  scale: PriceScale;
  hint: string;
  label: string;
  price: string;
  unit: string;
};

function Handle({ line, y, beyond, orders, scale, hint, label, price, unit }: HandleProps) {
  const grab = useRef<{ offset: number; from: number; dragged: boolean }>(undefined);
  const moved = orders.moved?.key === line.key ? orders.moved : undefined;
  const movable = isMovable(line);

  const onPointerMove = ({ clientY }: PointerEvent) => {
    const held = grab.current;
    if (held === undefined || !movable) return;
    if (!held.dragged && Math.abs(clientY - held.from) < CLICK_PX) return;
    held.dragged = true;
    const to = scale.priceAt(clientY - held.offset);
    if (to !== undefined && to > 0) orders.move(line, { price: to });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    if (by !== undefined) orders.move(line, { by });
    else if (event.key === 'Enter') orders.send(line);
    else if (event.key === 'Escape' && moved !== undefined) orders.revert();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      role="slider"
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={line.price * 2}
      aria-valuenow={line.price}
      aria-valuetext={`${price} ${unit}${moved === undefined ? '' : ', not sent yet'}`}
      aria-readonly={!movable}
      aria-describedby={hint}
      title={movable ? `${label} at ${price}: drag to amend, click for more` : `${label} at ${price}`}
      className={`pointer-events-auto flex h-5.5 touch-none items-center gap-1.5 rounded border bg-panel px-1.5 text-2xs whitespace-nowrap text-ink select-none max-lg:h-7 ${movable ? 'cursor-ns-resize!' : ''} ${moved === undefined ? 'border-line-strong' : 'border-accent'}`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grab.current = { offset: event.clientY - y, from: event.clientY, dragged: false };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        if (grab.current?.dragged === true) orders.send(line);
      }}
      onPointerCancel={() => {
        grab.current = undefined;
        orders.revert();
      }}
      onClick={() => {
        // The click after a drag is its end.
        const wasDragged = grab.current?.dragged === true;
        grab.current = undefined;
        if (!wasDragged) orders.send(line);
      }}
      onKeyDown={onKeyDown}
      onBlur={orders.revert}
    >
      <span aria-hidden="true" className={`size-1.5 rounded-full ${line.side === 'buy' ? 'bg-good' : 'bg-bad'}`} />
      <span>{label}</span>
      {(moved !== undefined || beyond !== '') && (
        <span className="font-medium">
          {beyond}
          {price}
        </span>
      )}
    </button>
  );
}
