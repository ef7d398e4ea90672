'use client';
import { Tabs } from '@base-ui/react/tabs';
import { type ReactNode, Suspense, useCallback, useEffect, useRef } from 'react';
import { formatCount } from '../../core/amounts/format.ts';
import { useDeskActions } from '../keyboard/useDeskActions.ts';
import { withAddress } from '../navigation/withAddress.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { useLocale } from '../ui/useLocale.ts';
import { TAB_WORDS, TABS, type Tab } from './blotterView.ts';
import { CancelAllTool } from './CancelAllTool.tsx';
import { LoadingRows } from './ListStates.tsx';
import { OrdersTab } from './OrdersTab.tsx';
import { OrderTools } from './OrderTools.tsx';
import { TicketInView } from './ticketInView.ts';
import { useTab } from './useBlotterView.ts';
import { type OrderCount, useOrderCounts } from './useOrderCounts.ts';
import { useRememberNoOrders } from './useRememberNoOrders.ts';

const BalancesTab = lazyPart(() => import('./BalancesTab.tsx'));
const BalanceTools = lazyPart(() => import('./BalanceTools.tsx'));
const ActivityTab = lazyPart(() => import('./ActivityTab.tsx'));

const PANEL = 'flex min-h-0 flex-1 flex-col outline-none';

/** Open orders, history, balances and activity. */
function Blotter({ onTicketFilled }: { onTicketFilled(): void }) {
  const [tab, choose] = useTab();
  const search = useRef<HTMLInputElement>(null);
  useBlotterActions({ tab, choose, search });
  return (
    <TicketInView value={onTicketFilled}>
      <section
        aria-label="Orders and balances"
        className="flex h-full min-h-0 flex-col rounded-lg border border-line bg-panel"
      >
        <Tabs.Root value={tab} onValueChange={(next: Tab) => choose(next)} className="flex min-h-0 flex-1 flex-col">
          <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line pr-2 max-lg:pb-1.5">
            <Tabs.List
              aria-label="Orders and balances"
              className="flex h-10 items-stretch gap-1 px-2 max-lg:h-12 max-lg:w-full"
            >
              <OrderTabs />
              <BlotterTab name="balances" hotkey="3" />
              <BlotterTab name="activity" hotkey="4" />
            </Tabs.List>
            <div className="flex min-w-0 flex-1 items-center justify-end gap-1.5 max-lg:flex-wrap max-lg:pl-2">
              <CancelAllTool shown={tab === 'open'} />
              {(tab === 'open' || tab === 'history') && <OrderTools tab={tab} search={search} />}
              {tab === 'balances' && (
                <Suspense>
                  <BalanceTools />
                </Suspense>
              )}
            </div>
          </div>
          <Tabs.Panel value="open" className={PANEL}>
            <OrdersTab tab="open" onTab={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="history" className={PANEL}>
            <OrdersTab tab="history" onTab={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="balances" className={PANEL}>
            <Suspense fallback={<LoadingRows label="Loading your balances" height={36} />}>
              <BalancesTab />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="activity" className={PANEL}>
            <Suspense fallback={<LoadingRows label="Loading what happened" height={36} />}>
              <ActivityTab />
            </Suspense>
          </Tabs.Panel>
        </Tabs.Root>
      </section>
    </TicketInView>
  );
}

export default withAddress(Blotter);

/** The tabs with counts, as separate components, so that a count renders nothing else. */
function OrderTabs() {
  const { open, all } = useOrderCounts();
  useRememberNoOrders(all?.value);
  return (
    <>
      <BlotterTab name="open" hotkey="1" count={open} />
      <BlotterTab name="history" hotkey="2" count={all} />
    </>
  );
}

function BlotterTab({ name, hotkey, count }: { name: Tab; hotkey: string; count?: OrderCount | undefined }): ReactNode {
  const locale = useLocale();
  return (
    <Tabs.Tab
      value={name}
      title={`${TAB_WORDS[name]} (${hotkey})`}
      className="relative flex items-center gap-1.5 rounded-sm px-2.5 font-medium text-muted hover:text-ink focus-visible:-outline-offset-2 data-active:text-ink data-active:after:absolute data-active:after:inset-x-2 data-active:after:-bottom-px data-active:after:h-0.5 data-active:after:rounded-full data-active:after:bg-accent max-lg:flex-1 max-lg:justify-center max-lg:px-1"
    >
      {TAB_WORDS[name]}
      {count !== undefined && (
        <span className="min-w-4 rounded bg-raised px-1 text-center text-2xs text-muted">
          {formatCount({ value: count.value, locale })}
          {count.isCapped && '+'}
        </span>
      )}
    </Tabs.Tab>
  );
}

/** The keys of the tabs and of the search. Only the lists of orders have the search, so elsewhere it opens the history first. */
function useBlotterActions(opts: {
  tab: Tab;
  choose(tab: Tab): void;
  search: React.RefObject<HTMLInputElement | null>;
}): void {
  const { tab, choose, search } = opts;
  const searchWanted = useRef(false);
  const focusSearch = useCallback(() => {
    search.current?.focus();
    search.current?.select();
  }, [search]);
  useEffect(() => {
    if (!searchWanted.current || search.current === null) return;
    searchWanted.current = false;
    focusSearch();
  });
  useDeskActions([
    ...TABS.map((name, i) => ({
      id: `blotter-${name}`,
      group: 'Orders' as const,
      label: `Show ${TAB_WORDS[name].toLowerCase()}`,
      hotkey: `${i + 1}`,
      run: () => choose(name),
    })),
    {
      id: 'blotter-search',
      group: 'Orders',
      label: 'Search orders',
      hotkey: '/',
      run() {
        if (tab === 'open' || tab === 'history') return focusSearch();
        searchWanted.current = true;
        choose('history');
      },
    },
  ]);
}
