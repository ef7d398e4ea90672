import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatcher } from './batcher.ts';

describe('createBatcher', () => {
  it('gives every caller its own result, whatever the interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.integer(), { minLength: 1, maxLength: 40 }), async (s, items) => {
        const batcher = createBatcher<number, number>({
          maxBatch: 7,
          run: (batch) => s.schedule(Promise.resolve(batch.map((n) => n * 2))),
        });
        const all = Promise.all(items.map((n) => batcher.add(n)));
        await s.waitFor(all);
        expect(await all).toEqual(items.map((n) => n * 2));
      }),
    );
  });

  it('lets arrivals of one flush share the next', async () => {
    const sizes: number[] = [];
    const gates: (() => void)[] = [];
    const batcher = createBatcher<number, number>({
      maxBatch: 100,
      run: async (batch) => {
        sizes.push(batch.length);
        await new Promise<void>((open) => gates.push(open));
        return batch;
      },
    });
    const first = batcher.add(1);
    await Promise.resolve();
    const rest = [2, 3, 4].map((n) => batcher.add(n));
    gates[0]?.();
    await first;
    await Promise.resolve();
    gates[1]?.();
    expect(await Promise.all(rest)).toEqual([2, 3, 4]);
    expect(sizes).toEqual([1, 3]);
  });

  it('replays a batch that raises one by one, so that only the bad item fails', async () => {
    const batcher = createBatcher<number, number>({
      maxBatch: 10,
      run: async (batch) => {
        if (batch.includes(3)) throw new Error('three');
        return batch;
      },
    });
    const settled = await Promise.allSettled([1, 2, 3, 4].map((n) => batcher.add(n)));
    expect(settled.map((r) => r.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not replay an outage', async () => {
    let runs = 0;
    const batcher = createBatcher<number, number>({
      maxBatch: 10,
      isOutage: () => true,
      run: async () => {
        runs += 1;
        throw new Error('gone');
      },
    });
    const settled = await Promise.allSettled([1, 2, 3].map((n) => batcher.add(n)));
    expect(settled.every((r) => r.status === 'rejected')).toBe(true);
    expect(runs).toBe(1);
  });

  it('never puts two items of one key into one batch, and keeps their order', async () => {
    const batches: string[][] = [];
    const batcher = createBatcher<string, string>({
      maxBatch: 10,
      keyOf: (item) => item[0] ?? '',
      run: async (batch) => {
        batches.push([...batch]);
        return batch;
      },
    });
    await Promise.all(['a1', 'a2', 'b1', 'a3', 'b2'].map((item) => batcher.add(item)));
    expect(batches).toEqual([['a1', 'b1'], ['a2', 'b2'], ['a3']]);
  });
});
