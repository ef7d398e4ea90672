'use client';
import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { BlotterRow } from './blotterRow.ts';

/** Number of rows by which PageUp and PageDown move. */
const PAGE = 8;

/** The target row of a key; undefined for keys that do not move. */
function target(opts: { key: string; from: number; last: number }): number | undefined {
  const { key, from, last } = opts;
  const within = (index: number) => Math.max(0, Math.min(last, index));
  switch (key) {
    case 'ArrowDown':
      return within(from + 1);
    case 'ArrowUp':
      return within(from - 1);
    case 'PageDown':
      return within(from + PAGE);
    case 'PageUp':
      return within(from - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/**
 * Roving focus: Tab reaches one row of the list, arrows reach the others. The focus follows its row when the row moves, and goes to the row in
 * its place when the row leaves the list. Rows carry `data-key`; `holder` is their container.
 */
export function useRovingRow(opts: {
  rows: readonly BlotterRow[];
  holder: RefObject<HTMLElement | null>;
  scrollTo(index: number): void;
  onPress(opts: { row: BlotterRow; key: string }): boolean;
}) {
  const { rows, holder, scrollTo, onPress } = opts;
  const [activeKey, setActiveKey] = useState<string | undefined>(undefined);
  // The row that has the focus, and its place; undefined while the focus is elsewhere.
  const focused = useRef<{ key: string; index: number } | undefined>(undefined);
  const wanted = useRef<string | undefined>(undefined);
  const found = rows.findIndex(({ key }) => key === activeKey);
  const activeIndex = Math.max(0, found);

  useLayoutEffect(() => {
    const had = focused.current;
    if (had !== undefined && found >= 0) had.index = found;
    if (had !== undefined && found < 0 && had.key === activeKey) {
      const next = rows[Math.min(had.index, rows.length - 1)];
      wanted.current = next?.key;
      focused.current = undefined;
      setActiveKey(next?.key);
      if (next === undefined) holder.current?.focus();
    }
    if (wanted.current === undefined) return;
    const row = holder.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`);
    if (row === null || row === undefined) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });

  function go(index: number): void {
    const row = rows[index];
    if (row === undefined) return;
    wanted.current = row.key;
    setActiveKey(row.key);
    scrollTo(index);
  }

  const rowOf = (element: EventTarget): BlotterRow | undefined => {
    const key = element instanceof HTMLElement ? element.closest<HTMLElement>('[data-key]')?.dataset.key : undefined;
    return key === undefined ? undefined : rows.find((row) => row.key === key);
  };
  return {
    activeIndex,
    activeKey: rows[activeIndex]?.key,
    go,
    handlers: {
      onFocus(event: FocusEvent) {
        const row = rowOf(event.target);
        if (row === undefined) return;
        focused.current = { key: row.key, index: rows.indexOf(row) };
        setActiveKey(row.key);
      },
      onBlur(event: FocusEvent) {
        // A removed row loses the focus, and no other element gets it.
        if (event.target.isConnected && event.relatedTarget !== null) focused.current = undefined;
      },
      onKeyDown(event: KeyboardEvent) {
        const row = rowOf(event.target);
        if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        const next = target({ key: event.key, from: rows.indexOf(row), last: rows.length - 1 });
        if (next !== undefined) {
          event.preventDefault();
          go(next);
          return;
        }
        // Enter on a button within the row belongs to the button.
        const onRow = event.target instanceof HTMLElement && event.target.dataset.key !== undefined;
        if ((onRow || event.key !== 'Enter') && onPress({ row, key: event.key })) event.preventDefault();
      },
    },
  };
}
