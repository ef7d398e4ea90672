/** Index of the first entry that is not `before`, or the number of entries when all are. Entries that are `before` have to come first. */
export function partitionPoint<T>(entries: readonly T[], before: (entry: T) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(entries[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
