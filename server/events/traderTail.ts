import type { OrderEventView } from '../../core/order/orderView.ts';

/** Maximum number of events of a trader that are kept for readers; a slower reader reads them again from Postgres. */
const MOST_KEPT = 256;

/** A subscription's position in a trader's events: it has taken all events up to sequence number `after`. */
export type TailReader = {
  after: bigint;
  /** Set while it waits for new events. */
  notify: (() => void) | undefined;
};

/**
 * The newest events of one trader, read once for all of its readers and kept until all have taken them. The memory for a slow reader is
 * bounded by a few hundred events.
 */
export type TraderTail = {
  /** The sequence number of the last event that was read. */
  head(): bigint;
  readonly readers: ReadonlySet<TailReader>;
  join(reader: TailReader): void;
  leave(reader: TailReader): void;
  /** Adds consecutive events, the first of them at `head() + 1` at the latest, and wakes waiting readers. Events already known are skipped. */
  add(events: readonly OrderEventView[]): void;
  /** The events after the reader's position; empty when it has them all, undefined when some are no longer kept and have to be read. Moves the reader. */
  take(reader: TailReader): readonly OrderEventView[] | undefined;
};

/** `head`: the trader's last sequence number at present. Events up to it are not kept here. */
export function createTraderTail(opts: { head: bigint }): TraderTail {
  let head = opts.head;
  /** Events up to `head`, without a gap. */
  let kept: OrderEventView[] = [];
  const readers = new Set<TailReader>();
  /** Readers that have not taken all kept events. */
  const behind = new Set<TailReader>();
  /** What the previous reader took: readers at the same position get the same array, so that it is serialised once. */
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
