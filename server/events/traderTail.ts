import type { OrderEventView } from '../../core/order/orderView.ts';

/** Events of a trader that are kept for readers who have not taken them yet; a slower reader reads them again from Postgres. */
const MOST_KEPT = 256;

/** A subscription's place in a trader's events: what is numbered up to `after` was taken. */
export type TailReader = {
  after: bigint;
  /** Set while it waits for news. */
  notify: (() => void) | undefined;
};

/**
 * The newest events of one trader, read once for all of its readers and kept until all have taken them. What a reader costs does not grow with what
 * it left unread: a few events at most, whatever it does.
 */
export type TraderTail = {
  /** The number of the last event that was read. */
  head(): bigint;
  readonly readers: ReadonlySet<TailReader>;
  join(reader: TailReader): void;
  leave(reader: TailReader): void;
  /** Takes in events that follow one another, the first of them at `head() + 1` at the latest, and calls whoever waits. Known ones are left out. */
  add(events: readonly OrderEventView[]): void;
  /** The events after the reader's place, none when it has them all; undefined when some are not kept any more and have to be read. Moves it. */
  take(reader: TailReader): readonly OrderEventView[] | undefined;
};

/** `head`: the trader's last number at present. What came up to there is the past, which is not kept here. */
export function createTraderTail(opts: { head: bigint }): TraderTail {
  let head = opts.head;
  /** Those numbered up to `head`, without a gap. */
  let kept: OrderEventView[] = [];
  const readers = new Set<TailReader>();
  /** Those who have not taken all that is kept. */
  const behind = new Set<TailReader>();
  /** What the reader before took: those at the same place get the same array, of which JSON is made once. */
  let taken: { readonly after: bigint; readonly events: readonly OrderEventView[] } | undefined;

  function release(reader: TailReader): void {
    behind.delete(reader);
    if (behind.size > 0) return;
    kept = [];
    taken = undefined;
  }

  return {
    head: () => head,
    readers,
    join: (reader) => void readers.add(reader),
    leave(reader) {
      readers.delete(reader);
      release(reader);
    },
    add(events) {
      const last = events.at(-1);
      if (last === undefined) return;
      const fresh = Number(BigInt(last.traderSeq) - head);
      if (fresh <= 0) return;
      head += BigInt(fresh);
      taken = undefined;
      kept = [...kept, ...events.slice(-fresh)].slice(-MOST_KEPT);
      for (const reader of readers) {
        if (reader.after < head) behind.add(reader);
        reader.notify?.();
      }
    },
    take(reader) {
      const { after } = reader;
      const missing = Number(head - after);
      if (missing > kept.length) return undefined;
      if (missing <= 0) {
        release(reader);
        return [];
      }
      if (taken?.after !== after) taken = { after, events: kept.slice(-missing) };
      const { events } = taken;
      reader.after = head;
      release(reader);
      return events;
    },
  };
}
