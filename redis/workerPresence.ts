import type { Redis } from 'ioredis';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, disconnect } from './connection.ts';

/** Milliseconds between two signs of life of a worker. */
const BEAT_MS = 2_000;
/** A worker without a sign of life for so long, milliseconds, is counted as gone. */
export const GONE_AFTER_MS = 6_000;

const keyOf = (prefix: string) => `${prefix}:workers`;

/**
 * KEYS[1]: sorted set of workers by the time of their last sign of life, in milliseconds of Redis' own clock, so that no two machines' clocks
 * are compared. ARGV[1]: the worker that gives one.
 */
const BEAT = `local now = redis.call('TIME')
redis.call('ZADD', KEYS[1], now[1] * 1000 + math.floor(now[2] / 1000), ARGV[1])`;

/** KEYS[1]: as above. ARGV[1]: milliseconds after which a worker is gone. Forgets those, returns how many are left. */
const COUNT = `local now = redis.call('TIME')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now[1] * 1000 + math.floor(now[2] / 1000) - ARGV[1])
return redis.call('ZCARD', KEYS[1])`;

/**
 * Tells that this worker lives, every 2 s, for whoever wants to know how many do. A worker that is killed, frozen or cut off from
 * Redis falls out after 6 s. Nothing depends on it: orders are held by leases in Postgres.
 */
export function announceWorker(opts: { url: string; prefix: string; owner: string; logger: Logger; beatMs?: number }): {
  close(): Promise<void>;
} {
  const { owner } = opts;
  const key = keyOf(opts.prefix);
  const redis = connectForHints({ url: opts.url, name: 'presence', logger: opts.logger });
  const beat = () => {
    if (redis.status === 'ready') redis.eval(BEAT, 1, key, owner).catch(() => {});
  };
  redis.on('ready', beat);
  const timer = setInterval(beat, opts.beatMs ?? BEAT_MS);
  return {
    async close() {
      clearInterval(timer);
      if (redis.status === 'ready') await redis.zrem(key, owner).catch(() => {});
      await disconnect(redis);
    },
  };
}

/** How many workers gave a sign of life lately. */
export async function countWorkers(opts: { redis: Redis; prefix: string; goneAfterMs: number }): Promise<number> {
  return Number(await opts.redis.eval(COUNT, 1, keyOf(opts.prefix), opts.goneAfterMs));
}
