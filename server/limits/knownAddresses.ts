import { createHmac } from 'node:crypto';
import type { Redis } from 'ioredis';
import { within } from '../../runtime/within.ts';

/** The addresses from which owners of accounts signed in before. */
export type KnownAddresses = {
  has(owner: { account: string; address: string }): Promise<boolean>;
  add(owner: { account: string; address: string }): Promise<void>;
};

/** Number of addresses remembered per account, the latest ones. */
const MOST_ADDRESSES = 20;
const REMEMBERED_SECONDS = 180 * 24 * 60 * 60;
/** Number of pairs of account and address that this process remembers itself, for outages of Redis. */
const MOST_IN_MEMORY = 10_000;
/** Milliseconds that a sign-in waits for Redis. */
const PATIENCE_MS = 250;

/** The answer, or undefined when Redis fails or takes longer than PATIENCE_MS. */
async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  const orFailed = answer.catch(() => undefined);
  return within(PATIENCE_MS, orFailed, () => undefined);
}

/**
 * Remembers in Redis, for all servers, the addresses that last sent an account's correct password; account and address only as keyed hashes.
 * An address that Redis loses counts as new again.
 */
export function createKnownAddresses(opts: {
  redis: { connection: Redis; prefix: string };
  secret: string;
}): KnownAddresses {
  const { connection, prefix } = opts.redis;
  const memory = new Set<string>();
  const hashed = (text: string) => createHmac('sha256', opts.secret).update(text).digest('base64url').slice(0, 22);
  const namesOf = ({ account, address }: { account: string; address: string }) => ({
    key: `${prefix}:known-addresses:${hashed(`account ${account}`)}`,
    member: hashed(`address ${account} ${address}`),
  });

  function keep(member: string): void {
    memory.delete(member);
    memory.add(member);
    for (const oldest of memory) {
      if (memory.size <= MOST_IN_MEMORY) break;
      memory.delete(oldest);
    }
  }

  return {
    async has(owner) {
      const { key, member } = namesOf(owner);
      if (memory.has(member)) return true;
      if (connection.status !== 'ready') return false;
      return typeof (await inTime(connection.zscore(key, member))) === 'string';
    },
    async add(owner) {
      const { key, member } = namesOf(owner);
      keep(member);
      if (connection.status !== 'ready') return;
      const written = connection
        .multi()
        .zadd(key, Date.now(), member)
        .zremrangebyrank(key, 0, -MOST_ADDRESSES - 1)
        .expire(key, REMEMBERED_SECONDS)
        .exec();
      await inTime(written);
    },
  };
}
