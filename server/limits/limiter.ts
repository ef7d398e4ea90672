import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { EngineError } from '../../core/errors/engineError.ts';
import { within } from '../../runtime/within.ts';

/** The number of allowed uses, at least one, and the error for the others; undefined when all were allowed. */
export type Taken = { readonly uses: number; readonly refusal: EngineError | undefined };

/** Counts uses under a key. */
export type Limiter = {
  /** Counts one use. Throws EngineError TOO_MANY_REQUESTS with the seconds to wait. `bound` lowers the limit for this key, or sets one where there is none. */
  take(key: string, bound?: number | null): Promise<void>;
  /** Counts `uses` (whole, at least 1) like so many calls of `take`, and allows the first ones. Throws as `take` does when none is allowed. */
  takeSome(key: string, uses: number, bound?: number | null): Promise<Taken>;
  /** Counts one use that weighs as much as `units` (whole, at least 1) ordinary uses. Throws as `take` does. */
  takeUnits(key: string, units: number): Promise<void>;
  /** Resets the count of a key. */
  forget(key: string): Promise<void>;
};

/** Milliseconds that a request waits for Redis. */
const PATIENCE_MS = 250;
/** Milliseconds without requests to Redis after it did not answer in time. */
const PAUSE_MS = 2_000;

/** A limit that is never reached, for keys whose own bound is the only one. */
const BOUNDLESS = Number.MAX_SAFE_INTEGER;

function refused(answer: RateLimiterRes): EngineError {
  return new EngineError({
    code: 'TOO_MANY_REQUESTS',
    retryAfterSeconds: Math.max(1, Math.ceil(answer.msBeforeNext / 1_000)),
  });
}

/** Resolves with the answer; rejects when it takes longer than PATIENCE_MS. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  return within(PATIENCE_MS, answer, () => {
    throw new Error('redis answers too late');
  });
}

/**
 * At most `points` uses of a key in `seconds`; with 0 only keys with a bound of their own are limited. With Redis all servers share one count, in
 * one round trip, and a key over its limit is refused from memory until its time is over. While Redis is unreachable or slow, each server
 * counts for itself: no request waits for Redis or is refused because of it.
 */
export function createLimiter(opts: {
  name: string;
  points: number;
  seconds: number;
  redis?: { connection: Redis; prefix: string };
}): Limiter {
  const { name, seconds, redis } = opts;
  const off = opts.points === 0;
  const points = off ? BOUNDLESS : opts.points;
  const memory = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  const shared =
    redis &&
    new RateLimiterRedis({
      storeClient: redis.connection,
      keyPrefix: `${redis.prefix}:limit:${name}`,
      points,
      duration: seconds,
      inMemoryBlockOnConsumed: points + 1,
      inMemoryBlockDuration: 0,
    });
  let restUntil = 0;

  async function count(key: string, units: number): Promise<RateLimiterRes> {
    if (shared !== undefined && redis?.connection.status === 'ready' && Date.now() >= restUntil) {
      try {
        return await inTime(shared.consume(key, units));
      } catch (error) {
        if (error instanceof RateLimiterRes) throw error;
        restUntil = Date.now() + PAUSE_MS;
      }
    }
    return memory.consume(key, units);
  }

  async function takeSome(key: string, uses: number, bound?: number | null): Promise<Taken> {
    if (off && typeof bound !== 'number') return { uses, refusal: undefined };
    const most = Math.min(points, bound ?? points);
    const answer = await count(key, uses).catch((error: unknown) => {
      if (error instanceof RateLimiterRes) return error;
      throw error;
    });
    // An answer from memory has no count: the key was over its limit before.
    const before = answer.consumedPoints === 0 ? most : answer.consumedPoints - uses;
    const taken = Math.max(0, Math.min(uses, most - before));
    if (taken === 0) throw refused(answer);
    return { uses: taken, refusal: taken < uses ? refused(answer) : undefined };
  }

  return {
    takeSome,
    async takeUnits(key, units) {
      if (off) return;
      try {
        await count(key, units);
      } catch (error) {
        throw error instanceof RateLimiterRes ? refused(error) : error;
      }
    },
    async take(key, bound) {
      await takeSome(key, 1, bound);
    },
    async forget(key) {
      if (off) return;
      await memory.delete(key);
      if (shared !== undefined && redis?.connection.status === 'ready') {
        await inTime(shared.delete(key)).catch(() => false);
      }
    },
  };
}
