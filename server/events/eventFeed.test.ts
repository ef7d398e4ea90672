import fc from 'fast-check';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { createEventFeed, type TraderPosition } from './eventFeed.ts';

const logger = pino({ level: 'silent' });

function eventOf(opts: { traderSeq: number }): OrderEventView {
  return {
    orderId: 'order',
    seq: opts.traderSeq,
    traderSeq: String(opts.traderSeq),
    attempt: 0,
    at: '2026-11-22T00:00:00.000Z',
    status: 'routing',
    data: { retry: null },
  };
}

/** A log of committed events per trader, in memory, read as the store reads it. */
function createLog() {
  const committed = new Map<string, number>();
  const reads: (readonly TraderPosition[])[] = [];
  return {
    reads,
    commit: (traderId: string) => committed.set(traderId, (committed.get(traderId) ?? 0) + 1),
    lastSeqs: async (traderIds: readonly string[]) =>
      new Map(traderIds.map((traderId) => [traderId, BigInt(committed.get(traderId) ?? 0)])),
    read: async ({ positions, perTrader }: { positions: readonly TraderPosition[]; perTrader: number }) => {
      reads.push(positions);
      return new Map(
        positions.map(({ traderId, after }) => {
          const length = Math.min(perTrader, Math.max(0, (committed.get(traderId) ?? 0) - Number(after)));
          return [traderId, Array.from({ length }, (_, i) => eventOf({ traderSeq: Number(after) + i + 1 }))];
        }),
      );
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
              const cursor = feed.open({ traderId: trader, after: BigInt(after), signal: end.signal });
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
    const cursors = ['a', 'b', 'c', 'd'].map((traderId) => feed.open({ traderId, after: 0n, signal }));
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
    const cursor = feed.open({ traderId: 'a', after: 0n, signal });
    log.commit('a');
    feed.wake(['a']);
    await new Promise((resolve) => setImmediate(resolve));
    down = false;
    feed.wake(['a']);
    expect((await cursor.take())?.map((event) => event.traderSeq)).toEqual(['1']);
  });

  it('finds by its tick what nobody told it of', async () => {
    const log = createLog();
    const feed = createEventFeed({ read: log.read, lastSeqs: log.lastSeqs, logger, tickMs: 1, readGapMs: 0 });
    const cursor = feed.open({ traderId: 'a', after: 0n, signal: new AbortController().signal });
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
    const cursor = feed.open({ traderId: 'a', after: 0n, signal });
    const got: string[] = [];
    while (got.length < 4_500) got.push(...((await cursor.take()) ?? []).map((event) => event.traderSeq));
    expect(got).toEqual(Array.from({ length: 4_500 }, (_, i) => String(i + 1)));
  });

  it('forgets a cursor when its signal is aborted, and never wakes it again', async () => {
    const log = createLog();
    const feed = createEventFeed({ read: log.read, lastSeqs: log.lastSeqs, logger, readGapMs: 0 });
    const end = new AbortController();
    const cursor = feed.open({ traderId: 'a', after: 0n, signal: end.signal });
    const taken = cursor.take();
    end.abort();
    expect(await taken).toBeUndefined();
    expect(feed.size()).toBe(0);
    const before = log.reads.length;
    feed.wake(['a']);
    expect(log.reads.length).toBe(before);
  });
});
