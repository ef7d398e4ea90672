'use client';
import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { findToken } from '../../core/tokens/token.ts';
import { SHOWN_ORDERS } from '../navigation/shownOrders.ts';
import {
  type BlotterView,
  NEWEST_FIRST,
  parseSort,
  sortText,
  TABS,
  type Tab,
  TYPE_CHOICES,
  VENUE_CHOICES,
} from './blotterView.ts';

const parseAsSort = createParser({
  parse: parseSort,
  serialize: sortText,
  eq: (a, b) => a.by === b.by && a.desc === b.desc,
}).withDefault(NEWEST_FIRST);

/** The symbol of a token that is or was listed. */
const parseAsToken = createParser({
  parse: (text: string) => findToken(text)?.symbol ?? null,
  serialize: (symbol: string) => symbol,
});

const PARAMS = {
  search: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(SHOWN_ORDERS)).withDefault([]),
  type: parseAsArrayOf(parseAsStringLiteral(TYPE_CHOICES)).withDefault([]),
  token: parseAsToken,
  venue: parseAsStringLiteral(VENUE_CHOICES),
  from: parseAsString,
  to: parseAsString,
  sort: parseAsSort,
};

const NO_FILTERS = { search: null, status: null, type: null, token: null, venue: null, from: null, to: null };

/** The chosen tab, in the address as `?tab=`. */
export function useTab(): readonly [tab: Tab, choose: (tab: Tab) => void] {
  const [tab, set] = useQueryState(
    'tab',
    parseAsStringLiteral(TABS).withDefault('history').withOptions({ scroll: false }),
  );
  return [tab, (next) => void set(next)];
}

/** Filters, search and sort of the lists, in the address: `change` some, or `clear` all but the sort. */
export function useBlotterView(): {
  view: BlotterView;
  change(part: Partial<BlotterView>): void;
  clear(): void;
} {
  const [params, set] = useQueryStates(PARAMS, { scroll: false });
  return useMemo(
    () => ({
      view: params,
      change: (part) => void set(part as Parameters<typeof set>[0]),
      clear: () => void set(NO_FILTERS),
    }),
    [params, set],
  );
}
