'use client';
import type { RefObject } from 'react';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { DownloadIcon } from '../ui/icons.tsx';
import { csvHref, type OrderTab, queryOf } from './blotterView.ts';
import { FilterPopover } from './FilterPopover.tsx';
import { SearchBox } from './SearchBox.tsx';
import { useBlotterView } from './useBlotterView.ts';

/** Search, filters and the CSV download of the matching orders. */
export function OrderTools({ tab, search }: { tab: OrderTab; search: RefObject<HTMLInputElement | null> }) {
  const { view, change, clear } = useBlotterView();
  return (
    <>
      <SearchBox text={view.search} onText={(text) => change({ search: text })} input={search} />
      <FilterPopover tab={tab} view={view} change={change} clear={clear} />
      <a
        href={csvHref(queryOf({ tab, view }))}
        download=""
        title="Download these orders as CSV"
        className={`${BUTTON_LOOK.quiet} max-lg:h-11`}
      >
        <DownloadIcon className="size-3.5" />
        CSV
      </a>
    </>
  );
}
