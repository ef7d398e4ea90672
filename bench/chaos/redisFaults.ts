import { Redis } from 'ioredis';
import { QUEUE } from '../../redis/queueName.ts';
import { QUEUE_PREFIX } from './engineUnderFire.ts';
import type { InflictedKind } from './schedule.ts';

/** The faults of a Redis that still answers PING. */
export type RedisLie = Extract<
  InflictedKind,
  'redis memory full' | 'redis read-only' | 'deleted wait list' | 'wrong type in the queue'
>;

type Lie = {
  /** Applies the fault; idempotent. Resolves with true when this call itself had an effect. */
  inflict(redis: Redis): Promise<boolean>;
  heal(redis: Redis): Promise<unknown>;
};

/** The key of the waiting jobs. */
const WAIT = `${QUEUE_PREFIX}:${QUEUE}:wait`;

/** Removes a value of another type from the key of waiting jobs. KEYS[1]: that key. */
const REMOVE_WRONG_TYPE = `if redis.call('TYPE', KEYS[1]).ok == 'string' then return redis.call('DEL', KEYS[1]) end`;

export const REDIS_LIES: Readonly<Record<RedisLie, Lie>> = {
  'redis memory full': {
    inflict: async (redis) => {
      await redis.config('SET', 'maxmemory-policy', 'noeviction');
      await redis.config('SET', 'maxmemory', '1');
      return false;
    },
    heal: (redis) => redis.config('SET', 'maxmemory', '0'),
  },
  // Nothing listens on port 9 of this machine.
  'redis read-only': {
    inflict: async (redis) => {
      await redis.call('REPLICAOF', '127.0.0.1', '9');
      return false;
    },
    heal: (redis) => redis.call('REPLICAOF', 'NO', 'ONE'),
  },
  'deleted wait list': {
    inflict: async (redis) => (await redis.del(WAIT)) > 0,
    heal: async () => {},
  },
  'wrong type in the queue': {
    inflict: async (redis) => {
      await redis.multi().del(WAIT).set(WAIT, 'not a list').exec();
      return false;
    },
    heal: (redis) => redis.eval(REMOVE_WRONG_TYPE, 1, WAIT),
  },
};

/** Uses a connection of its own to the campaign's Redis. Throws when Redis can't be reached. */
export async function withRedis<T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 2_000, commandTimeout: 2_000 });
  redis.on('error', () => {});
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
