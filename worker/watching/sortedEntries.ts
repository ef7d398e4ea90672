/** Entries in the order of a number, with duplicates. */
export type SortedEntries<Entry extends object> = {
  add(entry: Entry, key: number): void;
  remove(entry: Entry, key: number): void;
  /** The entries with a key of at most `limit`, from the lowest on. */
  atMost(limit: number): Iterable<Entry>;
  /** The entries with a key of at least `limit`, from the highest on. */
  atLeast(limit: number): Iterable<Entry>;
  readonly lowest: number | undefined;
  /** One of the entries. */
  readonly any: Entry | undefined;
  readonly size: number;
};

/** Additions between two readings are sorted in at once when they are many: so that a hundred thousand at start cost one sort. */
const MANY = 64;

export function createSortedEntries<Entry extends object>(): SortedEntries<Entry> {
  let sorted: { readonly key: number; readonly entry: Entry }[] = [];
  let added: { readonly key: number; readonly entry: Entry }[] = [];

  /** The first place whose key is not below (`above` false) or is above the given one. */
  function placeOf(key: number, above: boolean): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = sorted[middle]?.key ?? 0;
      if (at < key || (above && at === key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function settle(): void {
    if (added.length === 0) return;
    if (added.length > MANY) sorted = [...sorted, ...added].sort((a, b) => a.key - b.key);
    else for (const one of added) sorted.splice(placeOf(one.key, true), 0, one);
    added = [];
  }

  return {
    add: (entry, key) => void added.push({ entry, key }),
    remove(entry, key) {
      settle();
      for (let i = placeOf(key, false); i < sorted.length && sorted[i]?.key === key; i += 1)
        if (sorted[i]?.entry === entry) return void sorted.splice(i, 1);
    },
    *atMost(limit) {
      settle();
      for (const { key, entry } of sorted) {
        if (key > limit) return;
        yield entry;
      }
    },
    *atLeast(limit) {
      settle();
      for (let i = sorted.length - 1; i >= 0; i -= 1) {
        const one = sorted[i];
        if (one === undefined || one.key < limit) return;
        yield one.entry;
      }
    },
    get lowest() {
      settle();
      return sorted[0]?.key;
    },
    get any() {
      return (sorted[0] ?? added[0])?.entry;
    },
    get size() {
      return sorted.length + added.length;
    },
  };
}
