'use client';
import type { KeyboardEvent } from 'react';
import type { OrderKindName } from '../../core/order/kinds/orderKinds.ts';
import { useDeskActions } from '../keyboard/useDeskActions.ts';
import { useTicket } from './TicketContext.tsx';

export const KIND_PANEL_ID = 'ticket';
export const kindTabId = (kind: OrderKindName): string => `${KIND_PANEL_ID}-${kind}`;

/** The place that a key of the tab list moves to, from the chosen one; undefined for any other key. */
function movedTo(key: string, at: number, count: number): number | undefined {
  const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
  const to = moves[key];
  return to === undefined ? undefined : (to + count) % count;
}

/** A tab for each kind of order, chosen by a press or by the arrow keys. Plain elements, because the page loads them first and the primitives would add weight. */
export function KindTabs() {
  const { state, kinds, dispatch } = useTicket();
  const names = Object.keys(kinds) as OrderKindName[];
  const choose = (kind: OrderKindName) => dispatch({ type: 'kind', kind });
  useDeskActions(
    names.map((name) => ({
      id: `swap.kind.${name}`,
      group: 'Swap',
      label: `Order kind: ${kinds[name].tab}`,
      run: () => choose(name),
    })),
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const name = names[movedTo(event.key, names.indexOf(state.kind), names.length) ?? -1];
    if (name === undefined) return;
    event.preventDefault();
    choose(name);
    document.getElementById(kindTabId(name))?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label="Kind of order"
      onKeyDown={onKeyDown}
      className="flex h-9 shrink-0 justify-between overflow-x-auto border-b border-line px-1 max-lg:h-11"
    >
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={kindTabId(name)}
          aria-selected={name === state.kind}
          aria-controls={KIND_PANEL_ID}
          tabIndex={name === state.kind ? 0 : -1}
          onClick={() => choose(name)}
          className="relative shrink-0 px-1.5 font-medium text-muted hover:text-ink focus-visible:-outline-offset-2 aria-selected:text-ink aria-selected:after:absolute aria-selected:after:inset-x-1.5 aria-selected:after:bottom-0 aria-selected:after:h-0.5 aria-selected:after:rounded-full aria-selected:after:bg-accent"
        >
          {kinds[name].tab}
        </button>
      ))}
    </div>
  );
}
