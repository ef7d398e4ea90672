import { Redis } from 'ioredis';
import { QUEUE } from '../../redis/queueName.ts';
import { QUEUE_PREFIX } from './engineUnderFire.ts';
import type { InflictedKind } from './schedule.ts';

/** What Redis does while it still answers PING. */
export type RedisLie = Extract<
  InflictedKind,
  'redis memory full' | 'redis read-only' | 'deleted wait list' | 'wrong type in the queue'
>;

type Lie = {
  /** Brings it into force; harmless when it is. Resolves with whether this alone had an effect. */
  inflict(redis: Redis): Promise<boolean>;
  heal(redis: Redis): Promise<unknown>;
};

/** Where jobs wait. */
const WAIT = `${QUEUE_PREFIX}:${QUEUE}:wait`;

/** Removes what is no list where jobs wait. KEYS[1]: the list. */
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
  // Port 9 of this machine: nothing listens there.
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
