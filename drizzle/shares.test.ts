import { describe, expect, it } from 'vitest';
import { createShares } from './shares.ts';

/** Tasks that end when the test ends them. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    end: (name: string) => ends.get(name)?.(),
    work: (name: string) => () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('createShares', () => {
  it('runs a bounded number of one owner’s tasks, queues the rest in order, and never lets one owner hold up another', async () => {
    const { begun, end, work } = works();
    const shares = createShares({ running: 2, waiting: 2 });
    const all = ['a1', 'a2', 'a3', 'a4'].map((name) => shares.run('a', work(name)));
    const other = shares.run('b', work('b1'));
    await turn();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    await expect(shares.run('a', work('a5'))).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      retryAfterSeconds: 2,
    });
    end('a2');
    await turn();
    end('a1');
    await turn();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'a4']);
    for (const name of ['a3', 'a4', 'b1']) end(name);
    expect(await Promise.all([...all, other])).toEqual(['a1', 'a2', 'a3', 'a4', 'b1']);
  });

  it('frees the place when a task fails', async () => {
    const shares = createShares({ running: 1, waiting: 1 });
    const failed = shares.run('a', () => Promise.reject(new Error('broken')));
    const next = shares.run('a', async () => 'done');
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
