import { expect, it } from 'vitest';
import { keptUp, runAtRate } from './openLoop.ts';

const { signal } = new AbortController();

it('sends every order when it is due while none is answered, and measures from the due time', async () => {
  const sentAt: number[] = [];
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const trader = {
    async trade() {
      const order = { orderId: String(sentAt.length), sentAt: Date.now(), status: 'confirmed' } as const;
      // A loop that waits for an answer before it sends the next order never ends here.
      if (sentAt.push(order.sentAt) === 40) answer();
      await answered;
      return order;
    },
  };
  const run = await runAtRate({ traders: [trader], perSecond: 1_000, count: 40, signal });
  const inOrder = run.orders.toSorted((a, b) => a.dueAt - b.dueAt);
  const first = inOrder[0]?.dueAt ?? Number.NaN;
  expect(inOrder.map(({ dueAt }) => dueAt - first)).toEqual(Array.from({ length: 40 }, (_, nth) => nth));
  expect(inOrder.every(({ dueAt, sentAt }) => sentAt >= dueAt)).toBe(true);
  expect(run).toMatchObject({ unfinished: 40, refused: 0 });
});

it('counts a refused order, and continues', async () => {
  let turn = 0;
  const trader = {
    async trade() {
      if (++turn === 2) throw new Error('no');
      return { orderId: String(turn), sentAt: Date.now(), status: 'failed' } as const;
    },
  };
  const run = await runAtRate({ traders: [trader], perSecond: 1_000, count: 3, signal });
  expect(run.orders).toHaveLength(2);
  expect(run).toMatchObject({ refused: 1, firstRefusal: new Error('no') });
});

it('reports an overload when orders of a second or more are waiting at the end', () => {
  expect(keptUp({ perSecond: 50, unfinished: 49 })).toBe(true);
  expect(keptUp({ perSecond: 50, unfinished: 50 })).toBe(false);
});
