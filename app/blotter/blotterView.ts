import type { OrderKindName } from '../../core/order/kinds/orderKinds.ts';
import { RESTING_NAMES } from '../../core/order/kinds/restingNames.ts';
import type { OrderQueryRequest } from '../../core/order/orderQuery.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import { findToken, knownTokens } from '../../core/tokens/token.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import type { ShownOrders } from '../navigation/shownOrders.ts';
import { daysEnd, daysStart } from './localDay.ts';

/** The tabs, in the order of their keys 1 to 4. */
export const TABS = ['open', 'history', 'balances', 'activity'] as const;
export type Tab = (typeof TABS)[number];
export type OrderTab = 'open' | 'history';

export const TAB_WORDS = {
  open: 'Open',
  history: 'History',
  balances: 'Balances',
  activity: 'Activity',
} as const satisfies Record<Tab, string>;

export const VENUE_CHOICES: readonly VenueId[] = VENUES.map(({ id }) => id);
export const TYPE_CHOICES: readonly OrderKindName[] = ['market', ...RESTING_NAMES];
/** The symbols of tokens that orders may have, including withdrawn ones. */
export const tokenChoices = (): readonly string[] => knownTokens().map(({ symbol }) => symbol);

export const SORTS = ['accepted', 'pair', 'status', 'slippage', 'duration'] as const satisfies readonly NonNullable<
  OrderQueryRequest['sort']
>[];
export type Sort = { readonly by: (typeof SORTS)[number]; readonly desc: boolean };
export const NEWEST_FIRST: Sort = { by: 'accepted', desc: true };

/** The trader's settings of the order lists, as the page's address holds them. */
export type BlotterView = {
  readonly search: string;
  readonly status: readonly ShownOrders[];
  readonly type: readonly OrderKindName[];
  /** A symbol. */
  readonly token: string | null;
  readonly venue: VenueId | null;
  /** Days of the reader's calendar, `2026-01-31`, both included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly sort: Sort;
};

/** A sort from the address: `duration`, or `-duration` for the largest first. Null when it is invalid. */
export function parseSort(text: string): Sort | null {
  const by = SORTS.find((sort) => sort === text.replace(/^-/, ''));
  return by === undefined ? null : { by, desc: text.startsWith('-') };
}

export function sortText({ by, desc }: Sort): string {
  return `${desc ? '-' : ''}${by}`;
}

/** The query for the server. Open orders have neither an end nor a venue yet, so their tab omits those filters. */
export function queryOf(opts: { tab: OrderTab; view: BlotterView }): OrderQueryRequest {
  const { tab, view } = opts;
  const search = view.search.trim();
  const from = daysStart(view.from);
  const to = daysEnd(view.to);
  const sorted = view.sort.by !== NEWEST_FIRST.by || !view.sort.desc;
  return {
    ...(tab === 'open' ? { status: ['open'] } : view.status.length > 0 ? { status: [...view.status] } : {}),
    ...(view.type.length > 0 ? { type: [...view.type] } : {}),
    ...(view.token === null ? {} : { token: view.token }),
    ...(tab === 'open' || view.venue === null ? {} : { venue: view.venue }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(search === '' ? {} : { search }),
    ...(sorted ? { sort: view.sort.by, order: view.sort.desc ? 'desc' : 'asc' } : {}),
  };
}

/** The number of active filters, without the search, which is visible. */
export function filterCount(opts: { tab: OrderTab; view: BlotterView }): number {
  const { tab, view } = opts;
  const set = [view.type.length > 0, view.token !== null, view.from !== null || view.to !== null];
  if (tab === 'history') set.push(view.status.length > 0, view.venue !== null);
  return set.filter(Boolean).length;
}

/** The address of the CSV for a query. */
export function csvHref(query: OrderQueryRequest): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, typeof value === 'string' ? value : value.join(','));
  }
  const text = params.toString();
  return text === '' ? '/api/orders.csv' : `/api/orders.csv?${text}`;
}

/** True when the query puts new orders at the head of the list; for other queries the list is fetched again. */
export function growsAtHead(query: OrderQueryRequest): boolean {
  const allOrOpen = query.status === undefined || (query.status.length === 1 && query.status[0] === 'open');
  return query.sort === undefined && query.venue === undefined && allOrOpen;
}

/** The mint of a filter's token. */
export function mintOf(symbol: string | undefined): string | undefined {
  return symbol === undefined ? undefined : findToken(symbol)?.mint;
}
