import { expect, it } from 'vitest';
import { mergedStream } from './mergedStream.ts';

async function* counting(name: string, to: number): AsyncGenerator<string, void> {
  for (let i = 1; i <= to; i += 1) yield `${name}${i}`;
}

/** Waits until it is ended. */
async function* silent(signal: AbortSignal, onEnd: () => void): AsyncGenerator<string, void> {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  onEnd();
}

it('yields every item of every source once, in the order of its source', async () => {
  const items: string[] = [];
  const sources = [() => counting('a', 50), () => counting('b', 3)];
  for await (const item of mergedStream({ sources, signal: new AbortController().signal })) items.push(item);
  expect(items).toHaveLength(53);
  expect(items.filter((item) => item.startsWith('a'))).toEqual(Array.from({ length: 50 }, (_, i) => `a${i + 1}`));
});

it('ends all sources when its consumer stops, and when one source fails', async () => {
  let ends = 0;
  const quiet = (signal: AbortSignal) => silent(signal, () => (ends += 1));
  const signal = new AbortController().signal;
  for await (const item of mergedStream({ sources: [quiet, () => counting('a', 9)], signal })) {
    expect(item).toBe('a1');
    break;
  }
  await expect.poll(() => ends).toBe(1);
  const failing = async function* (): AsyncGenerator<string, void> {
    yield 'one';
    throw new Error('broke');
  };
  const read = async () => {
    for await (const _ of mergedStream({ sources: [quiet, failing], signal }));
  };
  await expect(read()).rejects.toThrow('broke');
  await expect.poll(() => ends).toBe(2);
});
