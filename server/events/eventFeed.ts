import { setTimeout as wait } from 'node:timers/promises';
import type { OrderEventView } from '../../core/order/orderView.ts';
import type { Logger } from '../../runtime/logger.ts';
import { createOutageLog } from './outageLog.ts';
import { createPastReader } from './pastReader.ts';
import { type ReadEvents, type TraderPosition, withoutGaps } from './readEvents.ts';
import { createTraderTail, type TailReader, type TraderTail } from './traderTail.ts';

/**
 * Delivers events to subscriptions. Postgres is the only source: each subscription is a cursor (trader, last sequence number), and all that it
 * delivers was read from Postgres after that cursor, so it delivers every event once and in order, wherever it starts. A hint ("trader X
 * has new events") or a tick only starts a read. New events of a trader are read once for all of its cursors (traderTail.ts), and one read at a
 * time serves all traders. For a cursor in the past, or one that fell behind, older events are read separately (pastReader.ts).
 */

type EventCursor = {
  /**
   * Resolves with the next events (at least one, ascending by traderSeq, without gaps), or with undefined once the cursor is closed.
   * One caller at a time. Buffers nothing between calls.
   */
  take(): Promise<readonly OrderEventView[] | undefined>;
  close(): void;
};

export type EventFeed = {
  /**
   * A cursor that delivers the trader's events after `after`; closed at the latest when the signal is aborted. `latest` is the trader's last
   * sequence number, read before the call: events up to it are read by pastReader.
   */
  open(position: TraderPosition & { latest: bigint; signal: AbortSignal }): EventCursor;
  /** Reports that these traders may have new events. A trader without a cursor costs nothing. */
  wake(traderIds: readonly string[]): void;
  /** Number of open cursors. */
  size(): number;
  start(): void;
  stop(): void;
};

/**
 * Milliseconds between the starts of two reads under load: events that arrive in between share one read, and each subscriber gets them as one
 * message. Load means that the previous read brought more than a few events; otherwise new events are read at once.
 */
const READ_GAP_MS = 25;
const FEW_EVENTS = 8;
/** Maximum number of events of one trader in one read. */
const READ_PER_TRADER = 256;

export function createEventFeed(opts: {
  read: ReadEvents;
  /** The last sequence number of each trader, with which the tick compares the cursors. */
  lastSeqs(traderIds: readonly string[]): Promise<ReadonlyMap<string, bigint>>;
  logger: Logger;
  tickMs?: number;
  readGapMs?: number;
}): EventFeed {
  const { lastSeqs, logger, tickMs = 1_000, readGapMs = READ_GAP_MS } = opts;
  const tails = new Map<string, TraderTail>();
  const read = withoutGaps({
    read: opts.read,
    onGap: (error) => logger.error({ err: error }, 'events with a gap; they are not shown'),
  });
  const readPast = createPastReader(read);
  // Separate logs: reads of past events take longer and may fail while reads of new events work.
  const newEvents = createOutageLog({ logger, what: 'events' });
  const pastEvents = createOutageLog({ logger, what: 'past events' });
  let woken = new Set<string>();
  let reading = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let crowded = false;
  let ticking = false;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;

  /** Reads the new events of all traders with a hint; returns the number of events. */
  async function readOnce(): Promise<number> {
    const due = [...woken].flatMap((traderId) => {
      const tail = tails.get(traderId);
      return tail === undefined ? [] : [{ traderId, tail, after: tail.head() }];
    });
    woken = new Set();
    if (due.length === 0) return 0;
    const lists = await read({
      positions: due.map(({ traderId, after }) => ({ traderId, after })),
      each: READ_PER_TRADER,
    });
    let brought = 0;
    for (const [i, { traderId, tail }] of due.entries()) {
      const events = lists[i] ?? [];
      brought += events.length;
      tail.add(events);
      if (events.length >= READ_PER_TRADER) woken.add(traderId);
    }
    return brought;
  }

  async function pump(): Promise<void> {
    if (reading) return;
    reading = true;
    try {
      while (woken.size > 0) {
        const rest = crowded ? readGapMs - (performance.now() - readAt) : 0;
        if (rest > 0) await wait(rest);
        readAt = performance.now();
        crowded = (await readOnce()) > FEW_EVENTS;
      }
      newEvents.recovered();
    } catch (error) {
      // The tails have not moved, so the next tick reads again.
      newEvents.failed(error);
    } finally {
      reading = false;
    }
  }

  function wake(traderIds: Iterable<string>): void {
    for (const traderId of traderIds) if (tails.has(traderId)) woken.add(traderId);
    if (woken.size > 0) void pump();
  }

  /** Finds traders with new events but without a hint, by one small query. */
  async function tick(): Promise<void> {
    if (ticking || tails.size === 0) return;
    ticking = true;
    try {
      const last = await lastSeqs([...tails.keys()]);
      wake(
        [...last].filter(([traderId, seq]) => (tails.get(traderId)?.head() ?? seq) < seq).map(([traderId]) => traderId),
      );
      // Readers whose own read failed.
      for (const tail of tails.values())
        for (const reader of tail.readers) if (reader.after < tail.head()) reader.notify?.();
      newEvents.recovered();
    } catch (error) {
      newEvents.failed(error);
    } finally {
      ticking = false;
    }
  }

  function join({ traderId, latest, reader }: { traderId: string; latest: bigint; reader: TailReader }): TraderTail {
    const tail = tails.get(traderId) ?? createTraderTail({ head: latest });
    tails.set(traderId, tail);
    tail.join(reader);
    count += 1;
    wake([traderId]);
    return tail;
  }

  function leave({ traderId, tail, reader }: { traderId: string; tail: TraderTail; reader: TailReader }): void {
    tail.leave(reader);
    if (tail.readers.size === 0) tails.delete(traderId);
    count -= 1;
    reader.notify?.();
  }

  /** Reads events after the reader's position that are no longer kept, and moves the reader. Empty while the database can't be read. */
  async function caughtUp(traderId: string, reader: TailReader): Promise<readonly OrderEventView[]> {
    try {
      const events = await readPast({ traderId, after: reader.after });
      pastEvents.recovered();
      reader.after += BigInt(events.length);
      return events;
    } catch (error) {
      pastEvents.failed(error);
      return [];
    }
  }

  return {
    open({ traderId, after, latest, signal }) {
      const reader: TailReader = { after, notify: undefined };
      const tail = join({ traderId, latest, reader });
      let closed = false;
      const close = () => {
        if (closed) return;
        closed = true;
        signal.removeEventListener('abort', close);
        leave({ traderId, tail, reader });
      };
      if (signal.aborted) close();
      else signal.addEventListener('abort', close);
      return {
        async take() {
          while (!closed) {
            const events = tail.take(reader) ?? (await caughtUp(traderId, reader));
            if (closed) break;
            if (events.length > 0) return events;
            await new Promise<void>((resolve) => {
              reader.notify = resolve;
            });
            reader.notify = undefined;
          }
          return undefined;
        },
        close,
      };
    },
    wake,
    size: () => count,
    start() {
      timer ??= setInterval(() => void tick(), tickMs);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
