import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

test('runs no more tasks at once than there are slots, in order, and goes on after a failure', async () => {
  const slots = createSlots(2);
  const begun: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const tasks = [0, 1, 2, 3].map((n) =>
    slots.run(
      () =>
        new Promise<number>((resolve, reject) => {
          begun.push(n);
          ends[n] = (error) => (error === undefined ? resolve(n) : reject(error));
        }),
    ),
  );
  await expect.poll(() => begun).toEqual([0, 1]);
  expect(slots.free()).toBe(-2);
  ends[1]?.(new Error('broke off'));
  await expect(tasks[1]).rejects.toThrow('broke off');
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  const idle = slots.idle(60_000);
  ends[2]?.();
  ends[3]?.();
  await idle;
  expect(slots.free()).toBe(2);
  await slots.idle(60_000);
});
