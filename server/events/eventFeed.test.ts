import fc from 'fast-check';
import pino from 'pino';
import { describe, expect, it, vi } from 'vitest';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { createEventFeed } from './eventFeed.ts';
import type { TraderPosition } from './readEvents.ts';

const logger = pino({ level: 'silent' });

function eventOf(opts: { traderSeq: number }): OrderEventView {
  return {
    orderId: 'order',
    seq: opts.traderSeq,
    traderSeq: String(opts.traderSeq),
    attempt: 0,
    at: '2026-11-22T00:00:00.000Z',
    status: 'routing',
    data: { retry: null, fired: null },
  };
}

/** Committed events per trader in memory, read in the same way as from the database. */
function createLog() {
  const committed = new Map<string, number>();
  const reads: (readonly TraderPosition[])[] = [];
  return {
    reads,
    commit: (traderId: string) => committed.set(traderId, (committed.get(traderId) ?? 0) + 1),
    lastSeqs: async (traderIds: readonly string[]) =>
      new Map(traderIds.map((traderId) => [traderId, BigInt(committed.get(traderId) ?? 0)])),
    read: async ({ positions, each }: { positions: readonly TraderPosition[]; each: number }) => {
      reads.push(positions);
      return positions.map(({ traderId, after }) => {
        const length = Math.min(each, Math.max(0, (committed.get(traderId) ?? 0) - Number(after)));
        return Array.from({ length }, (_, i) => eventOf({ traderSeq: Number(after) + i + 1 }));
      });
    },
  };
}

describe('createEventFeed', () => {
  it('delivers to every cursor each event after its start once and in order, whatever the interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ trader: fc.constantFrom('a', 'b'), what: fc.constantFrom('commit', 'wake', 'open') }), {
          maxLength: 60,
        }),
        async (scheduler, steps) => {
          const log = createLog();
          const feed = createEventFeed({
            read: scheduler.scheduleFunction(log.read),
            lastSeqs: log.lastSeqs,
            logger,
            readGapMs: 0,
          });
          const totals = { a: 0, b: 0 };
          const seen: { trader: 'a' | 'b'; after: number; got: number[]; done: Promise<void> }[] = [];
          const end = new AbortController();
          const act = (step: (typeof steps)[number]) => {
            const trader = step.trader as 'a' | 'b';
            if (step.what === 'commit') {
              log.commit(trader);
              totals[trader] += 1;
            } else if (step.what === 'wake') feed.wake([trader]);
            else {
              const after = Math.floor(totals[trader] / 2);
              const got: number[] = [];
              const latest = BigInt(totals[trader]);
              const cursor = feed.open({ traderId: trader, after: BigInt(after), latest, signal: end.signal });
              const done = (async () => {
                for (let events = await cursor.take(); events !== undefined; events = await cursor.take()) {
                  got.push(...events.map((event) => Number(event.traderSeq)));
                }
              })();
              seen.push({ trader, after, got, done });
            }
          };
          const { task } = scheduler.scheduleSequence(
            steps.map((step) => ({ label: step.what, builder: async () => act(step) })),
          );
          await scheduler.waitFor(task);
          feed.wake(['a', 'b']);
          await scheduler.waitIdle();
          feed.wake(['a', 'b']);
          await scheduler.waitIdle();
          end.abort();
          await Promise.all(seen.map((one) => one.done));
          for (const { trader, after, got } of seen) {
            expect(got).toEqual(Array.from({ length: totals[trader] - after }, (_, i) => after + i + 1));
          }
          expect(feed.size()).toBe(0);
        },
      ),
    );
  });

  it('serves all cursors that woke during a read with one more read', async () => {
    const log = createLog();
    const gates: (() => void)[] = [];
    const feed = createEventFeed({
      read: async (opts) => {
        await new Promise<void>((open) => gates.push(open));
        return log.read(opts);
      },
      lastSeqs: log.lastSeqs,
      logger,
      readGapMs: 0,
    });
    const { signal } = new AbortController();
    const cursors = ['a', 'b', 'c', 'd'].map((traderId) => feed.open({ traderId, after: 0n, latest: 0n, signal }));
    for (const traderId of ['a', 'b', 'c', 'd']) log.commit(traderId);
    const taken = cursors.map((cursor) => cursor.take());
    gates[0]?.();
    await taken[0];
    await new Promise((resolve) => setImmediate(resolve));
    gates[1]?.();
    await Promise.all(taken);
    expect(log.reads.map((positions) => positions.map((position) => position.traderId))).toEqual([
      ['a'],
      ['b', 'c', 'd'],
    ]);
  });

  it('catches up after an outage of the database at the next wake', async () => {
    const log = createLog();
    let down = true;
    const feed = createEventFeed({
      read: async (opts) => {
        if (down) throw new Error('gone');
        return log.read(opts);
      },
      lastSeqs: log.lastSeqs,
      logger,
      readGapMs: 0,
    });
    const { signal } = new AbortController();
    const cursor = feed.open({ traderId: 'a', after: 0n, latest: 0n, signal });
    log.commit('a');
    feed.wake(['a']);
    await new Promise((resolve) => setImmediate(resolve));
    down = false;
    feed.wake(['a']);
    expect((await cursor.take())?.map((event) => event.traderSeq)).toEqual(['1']);
  });

  it('finds an event without a hint at the next tick', async () => {
    const log = createLog();
    const feed = createEventFeed({ read: log.read, lastSeqs: log.lastSeqs, logger, tickMs: 1, readGapMs: 0 });
    const cursor = feed.open({ traderId: 'a', after: 0n, latest: 0n, signal: new AbortController().signal });
    await new Promise((resolve) => setImmediate(resolve));
    log.commit('a');
    feed.start();
    expect((await cursor.take())?.map((event) => event.traderSeq)).toEqual(['1']);
    feed.stop();
  });

  it('reads more for a trader with more events than one read brings', async () => {
    const log = createLog();
    for (let i = 0; i < 4_500; i += 1) log.commit('a');
    const feed = createEventFeed({ read: log.read, lastSeqs: log.lastSeqs, logger, readGapMs: 0 });
    const { signal } = new AbortController();
    const cursor = feed.open({ traderId: 'a', after: 0n, latest: 0n, signal });
    const got: string[] = [];
    while (got.length < 4_500) got.push(...((await cursor.take()) ?? []).map((event) => event.traderSeq));
    expect(got).toEqual(Array.from({ length: 4_500 }, (_, i) => String(i + 1)));
  });

  it('forgets a cursor when its signal is aborted, and never wakes it again', async () => {
    const log = createLog();
    const feed = createEventFeed({ read: log.read, lastSeqs: log.lastSeqs, logger, readGapMs: 0 });
    const end = new AbortController();
    const cursor = feed.open({ traderId: 'a', after: 0n, latest: 0n, signal: end.signal });
    const taken = cursor.take();
    end.abort();
    expect(await taken).toBeUndefined();
    expect(feed.size()).toBe(0);
    const before = log.reads.length;
    feed.wake(['a']);
    expect(log.reads.length).toBe(before);
  });

  it('reads new events of a trader once for any number of cursors', async () => {
    const log = createLog();
    const feed = createEventFeed({ read: log.read, lastSeqs: log.lastSeqs, logger, readGapMs: 0 });
    const cursors = Array.from({ length: 100 }, () =>
      feed.open({ traderId: 'a', after: 0n, latest: 0n, signal: new AbortController().signal }),
    );
    for (let round = 1; round <= 5; round += 1) {
      const taken = cursors.map((cursor) => cursor.take());
      log.commit('a');
      feed.wake(['a']);
      const [first, ...others] = await Promise.all(taken);
      expect(first?.map((event) => event.traderSeq)).toEqual([String(round)]);
      for (const other of others) expect(other).toBe(first);
    }
    // One for each round, and one for the cursors when they were opened.
    expect(log.reads).toHaveLength(5 + 1);
    expect(log.reads.every((positions) => positions.length === 1)).toBe(true);
  });

  it('reads separately for a cursor in the past, and delivers new events to the others without waiting for that read', async () => {
    const log = createLog();
    for (let i = 0; i < 1_000; i += 1) log.commit('a');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const feed = createEventFeed({
      read: async (opts) => {
        if (opts.positions.some(({ after }) => after < 1_000n)) await held;
        return log.read(opts);
      },
      lastSeqs: log.lastSeqs,
      logger,
      readGapMs: 0,
    });
    const { signal } = new AbortController();
    const open = (after: bigint) => feed.open({ traderId: 'a', after, latest: 1_000n, signal });
    const [live, ...resuming] = [open(1_000n), open(10n), open(10n)];
    const past = resuming.map((cursor) => cursor.take());
    log.commit('a');
    feed.wake(['a']);
    expect((await live?.take())?.map((event) => event.traderSeq)).toEqual(['1001']);
    release();
    const [first, second] = await Promise.all(past);
    expect(second).toBe(first);
    expect(first?.[0]?.traderSeq).toBe('11');
    const got = [...(first ?? [])];
    while (got.length < 991) got.push(...((await resuming[0]?.take()) ?? []));
    expect(got.map((event) => Number(event.traderSeq))).toEqual(Array.from({ length: 991 }, (_, i) => i + 11));
  });

  it('serves the other cursors while one takes nothing; that one later reads what it missed', async () => {
    const log = createLog();
    const feed = createEventFeed({ read: log.read, lastSeqs: log.lastSeqs, logger, readGapMs: 0 });
    const { signal } = new AbortController();
    const open = () => feed.open({ traderId: 'a', after: 0n, latest: 0n, signal });
    const [live, stalled] = [open(), open()];
    for (let seq = 1; seq <= 1_000; seq += 1) {
      log.commit('a');
      feed.wake(['a']);
      expect((await live.take())?.map((event) => event.traderSeq)).toEqual([String(seq)]);
    }
    expect(log.reads.every((positions) => positions.length === 1)).toBe(true);
    const before = log.reads.length;
    const got: number[] = [];
    while (got.length < 1_000) got.push(...((await stalled.take()) ?? []).map((event) => Number(event.traderSeq)));
    expect(got).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    // 256 events are kept; the rest is read 256 at a time.
    expect(log.reads.length - before).toBe(Math.ceil((1_000 - 256) / 256));
  });

  it('logs once that the past can’t be read, and once that it can, while what is new is read all the time', async () => {
    const log = createLog();
    for (let i = 0; i < 1_000; i += 1) log.commit('a');
    let down = true;
    let refused = 0;
    const lines: string[] = [];
    const hearing = Object.assign(Object.create(logger) as typeof logger, {
      error: (_data: object, line: string) => void lines.push(line),
      info: (line: string) => void lines.push(line),
    });
    const feed = createEventFeed({
      read: async (opts) => {
        const past = opts.positions.some(({ after }) => after < 1_000n);
        if (past && down) throw new Error(`refused ${++refused} times`);
        return log.read(opts);
      },
      lastSeqs: log.lastSeqs,
      logger: hearing,
      readGapMs: 0,
      tickMs: 1,
    });
    const { signal } = new AbortController();
    const resuming = feed.open({ traderId: 'a', after: 10n, latest: 1_000n, signal }).take();
    feed.start();
    await vi.waitFor(() => expect(refused).toBeGreaterThan(3));
    down = false;
    expect((await resuming)?.[0]?.traderSeq).toBe('11');
    feed.stop();
    expect(lines).toEqual(['past events cannot be read; subscriptions wait', 'past events can be read again']);
  });

  it('delivers nothing for a trader when a read skipped a number, and everything to the other traders', async () => {
    const log = createLog();
    for (const traderId of ['a', 'a', 'a', 'b', 'b']) log.commit(traderId);
    let lacking = true;
    const feed = createEventFeed({
      read: async (opts) => {
        const lists = await log.read(opts);
        return lacking ? lists.map((list) => (list.length > 2 ? list.filter((_, i) => i !== 1) : list)) : lists;
      },
      lastSeqs: log.lastSeqs,
      logger,
      readGapMs: 0,
      tickMs: 1,
    });
    const { signal } = new AbortController();
    const take = (traderId: string) => feed.open({ traderId, after: 0n, latest: 0n, signal }).take();
    const [broken, whole] = [take('a'), take('b')];
    feed.start();
    expect((await whole)?.map((event) => event.traderSeq)).toEqual(['1', '2']);
    lacking = false;
    expect((await broken)?.map((event) => event.traderSeq)).toEqual(['1', '2', '3']);
    feed.stop();
  });
});
