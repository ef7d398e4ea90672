import { setTimeout as wait } from 'node:timers/promises';
import type { OrderEventView } from '../../core/order/orderView.ts';
import type { Logger } from '../../runtime/logger.ts';

/**
 * How subscriptions learn of events. Postgres alone is believed: each subscription is a cursor (trader, last sequence number), and what it
 * delivers was read from Postgres after that cursor, so it sees every event once and in order, wherever it starts. A hint ("trader X
 * has news") and a tick only say when to look. One read at a time serves all cursors that are awake; whoever wakes meanwhile shares
 * the next one.
 */

/** A position in a trader's events: everything up to `after` has been seen. */
export type TraderPosition = { readonly traderId: string; readonly after: bigint };

type EventCursor = {
  /**
   * Resolves with the next events (at least one, ascending by traderSeq, without gaps), or with undefined once the cursor is closed.
   * One caller at a time.
   */
  take(): Promise<readonly OrderEventView[] | undefined>;
  close(): void;
};

export type EventFeed = {
  /** A cursor that delivers the trader's events after `after`; closed at the latest when the signal is aborted. */
  open(position: TraderPosition & { signal: AbortSignal }): EventCursor;
  /** Says that these traders may have news; unknown ones cost nothing. */
  wake(traderIds: readonly string[]): void;
  /** Cursors that are open now. */
  size(): number;
  start(): void;
  stop(): void;
};

/** Events that one cursor holds for a subscriber that is slower than its trader; beyond, it is read again later. */
const MAX_PENDING = 512;
/**
 * Milliseconds between the starts of two reads in a crowd: what comes within the gap shares one read, and each subscriber gets it as one
 * message. It is a crowd when the read before brought more than a few events; otherwise news is read at once.
 */
const READ_GAP_MS = 25;
const FEW_EVENTS = 8;
/** Events of one trader that one read brings at most. */
const READ_PER_TRADER = 256;

type Cursor = {
  readonly traderId: string;
  after: bigint;
  pending: OrderEventView[];
  notify: (() => void) | undefined;
  closed: boolean;
};

export function createEventFeed(opts: {
  /** Reads the events after each position, at most `perTrader` of each trader, ascending and without gaps. */
  read(opts: {
    positions: readonly TraderPosition[];
    perTrader: number;
  }): Promise<ReadonlyMap<string, readonly OrderEventView[]>>;
  /** The last sequence number of each trader: what the tick compares the cursors with. */
  lastSeqs(traderIds: readonly string[]): Promise<ReadonlyMap<string, bigint>>;
  logger: Logger;
  tickMs?: number;
  readGapMs?: number;
}): EventFeed {
  const { read, lastSeqs, logger, tickMs = 1_000, readGapMs = READ_GAP_MS } = opts;
  const cursorsOf = new Map<string, Set<Cursor>>();
  let woken = new Set<string>();
  let reading = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let crowded = false;
  let ticking = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let count = 0;

  /** For each woken trader the earliest position of its cursors that have room. */
  function positionsOf(traderIds: Iterable<string>): TraderPosition[] {
    const positions: TraderPosition[] = [];
    for (const traderId of traderIds) {
      let after: bigint | undefined;
      for (const cursor of cursorsOf.get(traderId) ?? []) {
        if (cursor.pending.length < MAX_PENDING && (after === undefined || cursor.after < after)) after = cursor.after;
      }
      if (after !== undefined) positions.push({ traderId, after });
    }
    return positions;
  }

  /** Hands a trader's events to each cursor that has room and stands right before them or among them. */
  function deliver(opts: { traderId: string; from: bigint; events: readonly OrderEventView[] }): void {
    for (const cursor of cursorsOf.get(opts.traderId) ?? []) {
      // A cursor opened during the read may stand before its start: it waits for its own read.
      if (cursor.after < opts.from || cursor.pending.length >= MAX_PENDING) continue;
      for (const event of opts.events) {
        const seq = BigInt(event.traderSeq);
        if (seq <= cursor.after) continue;
        cursor.pending.push(event);
        cursor.after = seq;
      }
      if (cursor.pending.length > 0) cursor.notify?.();
    }
  }

  /** Reads for all that are awake; answers how many events that brought. */
  async function readOnce(): Promise<number> {
    const positions = positionsOf(woken);
    woken = new Set();
    if (positions.length === 0) return 0;
    const byTrader = await read({ positions, perTrader: READ_PER_TRADER });
    let brought = 0;
    for (const { traderId, after } of positions) {
      const events = byTrader.get(traderId) ?? [];
      brought += events.length;
      deliver({ traderId, from: after, events });
      if (events.length >= READ_PER_TRADER) woken.add(traderId);
    }
    return brought;
  }

  function recovered(): void {
    if (failing) logger.info('events can be read again');
    failing = false;
  }

  function failed(error: unknown): void {
    if (!failing) logger.error({ err: error }, 'events cannot be read; subscriptions wait');
    failing = true;
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
      recovered();
    } catch (error) {
      // The cursors have not moved; the next tick finds them behind.
      failed(error);
    } finally {
      reading = false;
    }
  }

  function wake(traderIds: Iterable<string>): void {
    for (const traderId of traderIds) if (cursorsOf.has(traderId)) woken.add(traderId);
    if (woken.size > 0) void pump();
  }

  /** Finds by one small query who has news that nobody told us of. */
  async function tick(): Promise<void> {
    if (ticking || cursorsOf.size === 0) return;
    ticking = true;
    try {
      const last = await lastSeqs([...cursorsOf.keys()]);
      wake([...last].filter(([traderId, seq]) => isBehind({ traderId, seq })).map(([traderId]) => traderId));
      recovered();
    } catch (error) {
      failed(error);
    } finally {
      ticking = false;
    }
  }

  function isBehind(opts: { traderId: string; seq: bigint }): boolean {
    for (const cursor of cursorsOf.get(opts.traderId) ?? []) if (cursor.after < opts.seq) return true;
    return false;
  }

  function forget(cursor: Cursor): void {
    if (cursor.closed) return;
    cursor.closed = true;
    count -= 1;
    const cursors = cursorsOf.get(cursor.traderId);
    cursors?.delete(cursor);
    if (cursors?.size === 0) cursorsOf.delete(cursor.traderId);
    cursor.pending = [];
    cursor.notify?.();
  }

  return {
    open({ traderId, after, signal }) {
      const cursor: Cursor = { traderId, after, pending: [], notify: undefined, closed: false };
      const cursors = cursorsOf.get(traderId) ?? new Set();
      cursorsOf.set(traderId, cursors.add(cursor));
      count += 1;
      const close = () => {
        signal.removeEventListener('abort', close);
        forget(cursor);
      };
      if (signal.aborted) close();
      else signal.addEventListener('abort', close);
      wake([traderId]);
      return {
        async take() {
          while (cursor.pending.length === 0 && !cursor.closed) {
            await new Promise<void>((resolve) => {
              cursor.notify = resolve;
            });
            cursor.notify = undefined;
          }
          if (cursor.closed) return undefined;
          const events = cursor.pending;
          cursor.pending = [];
          if (events.length >= MAX_PENDING) wake([traderId]);
          return events;
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
