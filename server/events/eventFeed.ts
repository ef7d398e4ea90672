import { setTimeout as wait } from 'node:timers/promises';
import type { OrderEventView } from '../../core/order/orderView.ts';
import type { Logger } from '../../runtime/logger.ts';
import { createOutageLog } from './outageLog.ts';
import { createPastReader } from './pastReader.ts';
import { type ReadEvents, type TraderPosition, withoutGaps } from './readEvents.ts';
import { createTraderTail, type TailReader, type TraderTail } from './traderTail.ts';

/**
 * How subscriptions learn of events. Postgres alone is believed: each subscription is a cursor (trader, last sequence number), and what it
 * delivers was read from Postgres after that cursor, so it sees every event once and in order, wherever it starts. A hint ("trader X
 * has news") and a tick only say when to look. What is new of a trader is read once for all of its cursors (traderTail.ts), and one read at a time
 * serves all traders; a cursor in the past, or one that fell behind, reads by itself what is not kept any more (pastReader.ts).
 */

type EventCursor = {
  /**
   * Resolves with the next events (at least one, ascending by traderSeq, without gaps), or with undefined once the cursor is closed.
   * One caller at a time. Holds nothing while nobody asks.
   */
  take(): Promise<readonly OrderEventView[] | undefined>;
  close(): void;
};

export type EventFeed = {
  /**
   * A cursor that delivers the trader's events after `after`; closed at the latest when the signal is aborted. `latest` is the trader's last number as
   * it was read before: what came up to there is the past.
   */
  open(position: TraderPosition & { latest: bigint; signal: AbortSignal }): EventCursor;
  /** Says that these traders may have news; unknown ones cost nothing. */
  wake(traderIds: readonly string[]): void;
  /** Cursors that are open now. */
  size(): number;
  start(): void;
  stop(): void;
};

/**
 * Milliseconds between the starts of two reads in a crowd: what comes within the gap shares one read, and each subscriber gets it as one
 * message. It is a crowd when the read before brought more than a few events; otherwise news is read at once.
 */
const READ_GAP_MS = 25;
const FEW_EVENTS = 8;
/** Events of one trader that one read brings at most. */
const READ_PER_TRADER = 256;

export function createEventFeed(opts: {
  read: ReadEvents;
  /** The last sequence number of each trader: what the tick compares the cursors with. */
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
  // Apart, since reads of the past may fail while what is new is read: a past of many events takes longer.
  const newEvents = createOutageLog({ logger, what: 'events' });
  const pastEvents = createOutageLog({ logger, what: 'past events' });
  let woken = new Set<string>();
  let reading = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let crowded = false;
  let ticking = false;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;

  /** Reads what is new of all that are awake; answers how many events that brought. */
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
      // The tails have not moved; the next tick finds them behind.
      newEvents.failed(error);
    } finally {
      reading = false;
    }
  }

  function wake(traderIds: Iterable<string>): void {
    for (const traderId of traderIds) if (tails.has(traderId)) woken.add(traderId);
    if (woken.size > 0) void pump();
  }

  /** Finds by one small query who has news that nobody told us of. */
  async function tick(): Promise<void> {
    if (ticking || tails.size === 0) return;
    ticking = true;
    try {
      const last = await lastSeqs([...tails.keys()]);
      wake(
        [...last].filter(([traderId, seq]) => (tails.get(traderId)?.head() ?? seq) < seq).map(([traderId]) => traderId),
      );
      // Those whose own read failed.
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

  /** What lies behind a reader and is not kept any more; nothing while it can't be read. Moves the reader. */
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
