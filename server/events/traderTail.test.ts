import { expect, it } from 'vitest';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { createTraderTail, type TailReader } from './traderTail.ts';

const eventAt = (traderSeq: number): OrderEventView => ({
  ...{ orderId: 'order', seq: traderSeq, traderSeq: String(traderSeq), attempt: 0, at: '2026-11-22T00:00:00.000Z' },
  ...{ status: 'routing', data: { retry: null, fired: null } },
});
const eventsFrom = (first: number, count: number) => Array.from({ length: count }, (_, i) => eventAt(first + i));
const seqs = (events: readonly OrderEventView[] | undefined) => events?.map(({ traderSeq }) => Number(traderSeq));

function tailAt(head: bigint, places: readonly bigint[]) {
  const tail = createTraderTail({ head });
  const readers = places.map((after): TailReader => ({ after, notify: undefined }));
  for (const reader of readers) tail.join(reader);
  return { tail, readers };
}

it('gives the same array to all readers at the same position, and no event twice', () => {
  const { tail, readers } = tailAt(5n, [5n, 5n, 5n]);
  tail.add(eventsFrom(6, 3));
  const [first, ...others] = readers.map((reader) => tail.take(reader));
  expect(seqs(first)).toEqual([6, 7, 8]);
  for (const other of others) expect(other).toBe(first);
  for (const reader of readers) expect(tail.take(reader)).toEqual([]);
});

it('adds only the new events of a read that began before the last one', () => {
  const { tail, readers } = tailAt(5n, [5n]);
  tail.add(eventsFrom(6, 3));
  tail.add(eventsFrom(6, 5));
  tail.add(eventsFrom(6, 2));
  expect(readers.map((reader) => seqs(tail.take(reader)))).toEqual([[6, 7, 8, 9, 10]]);
});

it('keeps at most 256 events for a reader that takes none, and none once all readers have taken them', () => {
  const { tail, readers } = tailAt(0n, [0n, 0n]);
  const [quick, stalled] = readers;
  if (quick === undefined || stalled === undefined) throw new Error('two readers');
  for (let first = 1; first <= 1_000; first += 100) {
    tail.add(eventsFrom(first, 100));
    expect(tail.take(quick)).toHaveLength(100);
  }
  const at = (after: bigint): TailReader => ({ after, notify: undefined });
  expect(tail.take(at(1_000n - 256n))).toHaveLength(256);
  expect(tail.take(at(1_000n - 257n))).toBeUndefined();
  expect(tail.take(stalled)).toBeUndefined();
  tail.leave(stalled);
  expect(tail.take(at(999n))).toBeUndefined();
});

it('has nothing for a reader whose position is ahead until the events reach it', () => {
  const { tail, readers } = tailAt(5n, [7n]);
  const [reader] = readers;
  if (reader === undefined) throw new Error('a reader');
  tail.add(eventsFrom(6, 1));
  expect(tail.take(reader)).toEqual([]);
  tail.add(eventsFrom(7, 3));
  expect(seqs(tail.take(reader))).toEqual([8, 9]);
});
