import type { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../core/errors/engineError.ts';
import { createLimiter } from './limiter.ts';
import { createPlaces } from './socketPlaces.ts';

/** How many of `count` concurrent uses are allowed. */
async function taken(take: () => Promise<void>, count: number): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: count }, take));
  return results.filter((result) => result.status === 'fulfilled').length;
}

describe('createLimiter', () => {
  it('allows a number of uses for each key, and returns the seconds until the next', async () => {
    const limiter = createLimiter({ name: 'l', points: 3, seconds: 60 });
    expect(await taken(() => limiter.take('a'), 5)).toBe(3);
    expect(await taken(() => limiter.take('b'), 2)).toBe(2);
    const error: unknown = await limiter.take('a').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
    await limiter.forget('a');
    expect(await taken(() => limiter.take('a'), 1)).toBe(1);
  });

  it('applies a lower limit of a key', async () => {
    const limiter = createLimiter({ name: 'l', points: 10, seconds: 60 });
    expect(await taken(() => limiter.take('a', 2), 5)).toBe(2);
    expect(await taken(() => limiter.take('b', null), 12)).toBe(10);
  });

  it('counts nothing at 0', async () => {
    const limiter = createLimiter({ name: 'l', points: 0, seconds: 60 });
    expect(await taken(() => limiter.take('a'), 100)).toBe(100);
  });

  it('applies a key’s own limit also at 0', async () => {
    const limiter = createLimiter({ name: 'l', points: 0, seconds: 60 });
    expect(await taken(() => limiter.take('a', 2), 5)).toBe(2);
    expect(await taken(() => limiter.take('b', null), 5)).toBe(5);
  });

  it('allows the first of several uses, and returns the seconds until the others', async () => {
    const limiter = createLimiter({ name: 'l', points: 10, seconds: 60 });
    expect(await limiter.takeSome('a', 7)).toEqual({ uses: 7, refusal: undefined });
    const refusal = expect.objectContaining({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 60 });
    expect(await limiter.takeSome('a', 50)).toEqual({ uses: 3, refusal });
    await expect(limiter.takeSome('a', 1)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await limiter.takeSome('b', 5, 4)).toEqual({ uses: 4, refusal });
    await expect(limiter.takeSome('b', 2, 4)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    const boundless = createLimiter({ name: 'l', points: 0, seconds: 60 });
    expect(await boundless.takeSome('a', 50)).toEqual({ uses: 50, refusal: undefined });
    expect(await boundless.takeSome('a', 50, 20)).toEqual({ uses: 20, refusal });
  });

  it('forgets without waiting for a Redis that does not answer', async () => {
    const connection = {
      status: 'ready',
      defineCommand: () => {},
      del: () => new Promise<never>(() => {}),
    } as unknown as Redis;
    const limiter = createLimiter({ name: 'l', points: 3, seconds: 60, redis: { connection, prefix: 'p' } });
    await limiter.forget('a');
  });

  it('counts in its own memory while Redis fails, and sends Redis nothing meanwhile', async () => {
    let asked = 0;
    const connection = {
      status: 'ready',
      defineCommand: () => {},
      rlflxIncr: async () => {
        asked += 1;
        throw new Error('Command timed out');
      },
    } as unknown as Redis;
    const limiter = createLimiter({ name: 'l', points: 3, seconds: 60, redis: { connection, prefix: 'p' } });
    await limiter.take('a');
    expect(await taken(() => limiter.take('a'), 5)).toBe(2);
    expect(asked).toBe(1);
  });
});

describe('createPlaces', () => {
  it('bounds the places of each name, and frees a place once when it is released', () => {
    const places = createPlaces({ most: 2 });
    const first = places.take('a');
    expect(places.take('a')).toBeDefined();
    expect(places.take('a')).toBeUndefined();
    expect(places.take('b')).toBeDefined();
    first?.();
    first?.();
    expect(places.take('a')).toBeDefined();
    expect(places.take('a')).toBeUndefined();
  });
});
