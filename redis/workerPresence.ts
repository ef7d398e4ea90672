import type { Redis } from 'ioredis';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, disconnect } from './connection.ts';

/** Milliseconds between two heartbeats of a worker. */
const BEAT_MS = 2_000;
/** Milliseconds without a heartbeat after which a worker counts as gone. */
export const GONE_AFTER_MS = 6_000;

const keyOf = (prefix: string) => `${prefix}:workers`;

/**
 * KEYS[1]: sorted set of workers by the time of their last heartbeat, in milliseconds of Redis' own clock, so that clocks of different machines
 * are never compared. ARGV[1]: the worker that sends one.
 */
const BEAT = `local now = redis.call('TIME')
redis.call('ZADD', KEYS[1], now[1] * 1000 + math.floor(now[2] / 1000), ARGV[1])`;

/** KEYS[1]: as above. ARGV[1]: milliseconds after which a worker is gone. Removes those workers and returns the number left. */
const COUNT = `local now = redis.call('TIME')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now[1] * 1000 + math.floor(now[2] / 1000) - ARGV[1])
return redis.call('ZCARD', KEYS[1])`;

/**
 * Sends a heartbeat of this worker every 2 s, so that others can count the workers. A worker that is killed, frozen or cut off from Redis is no
 * longer counted after 6 s. No order depends on it: leases in Postgres hold orders.
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

/** The number of workers with a recent heartbeat. */
export async function countWorkers(opts: { redis: Redis; prefix: string; goneAfterMs: number }): Promise<number> {
  return Number(await opts.redis.eval(COUNT, 1, keyOf(opts.prefix), opts.goneAfterMs));
}
