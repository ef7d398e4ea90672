import type { BlotterRow } from './blotterRow.ts';

/** The properties of a list of orders, as a table or as cards. */
export type OrderListProps = {
  readonly rows: readonly BlotterRow[];
  /** Total number of orders, loaded or not; undefined while unknown. */
  readonly rowCount: number | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  /** True while the answer to other filters is still shown. */
  readonly isStale: boolean;
  readonly loadMore: () => void;
  readonly onScrolled: (scrollTop: number) => void;
};
