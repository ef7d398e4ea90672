import type { BlotterRow } from './blotterRow.ts';

/** What a list of orders needs, be it a table or cards. */
export type OrderListProps = {
  readonly rows: readonly BlotterRow[];
  /** Orders that there are in all, loaded or not; undefined while that is not known. */
  readonly rowCount: number | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  /** True while the answer to other filters is still shown. */
  readonly isStale: boolean;
  readonly loadMore: () => void;
  readonly onScrolled: (scrollTop: number) => void;
};
