import { randomBytes } from 'node:crypto';
import type { Logger } from '../runtime/logger.ts';
import { within } from '../runtime/within.ts';
import { connectForHints, disconnect } from './connection.ts';
import { QUEUE } from './queueName.ts';

/** Milliseconds between two probes. */
const PROBE_EVERY_MS = 1_000;
/** Milliseconds after which an unanswered probe counts as failed. */
const PATIENCE_MS = 1_000;
/** How long a probe's result is reused while the connection holds, milliseconds, so that frequent callers cause no further writes. */
const FRESH_MS = 250;
/** Milliseconds for which Redis keeps the value of a probe. */
const KEPT_MS = 60_000;

const NOT_REACHED = 'Redis cannot be reached.';
const LATE = 'Redis does not answer in time.';

/** Redis type of each key that the queue's scripts use. */
const QUEUE_TYPES = {
  wait: 'list',
  paused: 'list',
  active: 'list',
  delayed: 'zset',
  prioritized: 'zset',
  marker: 'zset',
  completed: 'zset',
  failed: 'zset',
  stalled: 'set',
  meta: 'hash',
  id: 'string',
  events: 'stream',
} as const;
const QUEUE_KEYS = Object.keys(QUEUE_TYPES);

/** KEYS: the queue's keys, ARGV: their allowed types; the last key is the queue's meta data. Returns the problem, or ''. */
const QUEUE_STATE = `for i = 1, #ARGV do
  local found = redis.call('TYPE', KEYS[i]).ok
  if found ~= 'none' and found ~= ARGV[i] then return 'damaged: a ' .. found .. ' is where its ' .. ARGV[i] .. ' belongs' end
end
if redis.call('HEXISTS', KEYS[#KEYS], 'paused') == 1 then return 'paused' end
return ''`;

export type RedisHealth = {
  /** A sentence with the problem that the last probe found; undefined when its write could be read back. */
  problem(): string | undefined;
  /** Probes now, unless a probe has just ended; within about a second. Never throws. */
  check(): Promise<string | undefined>;
  /** Milliseconds for which Redis has accepted and kept every write. 0 while there is a problem. */
  soundForMs(): number;
  close(): Promise<void>;
};

/** The error code at the start of a Redis error: OOM, READONLY, MISCONF. The rest stays in our logs. */
const codeOf = (error: Error) => /\b(?:OOM|[A-Z]{4,})\b/.exec(error.message)?.[0] ?? 'an error';

/**
 * Watches whether hints through Redis work: once a second it writes a value and reads it back, and checks the types of the queue's keys. An
 * answered PING proves neither. Logs once when a problem begins and once when it ends.
 */
export function createRedisHealth(opts: { url: string; prefix: string; logger: Logger }): RedisHealth {
  const { prefix, logger } = opts;
  const redis = connectForHints({ url: opts.url, name: 'health', logger });
  const key = `${prefix}:health:${randomBytes(6).toString('hex')}`;
  const queueKeys = [...QUEUE_KEYS, 'meta'].map((name) => `${prefix}:${QUEUE}:${name}`);

  let found: string | undefined = NOT_REACHED;
  let logged: string | undefined;
  let soundSince: number | undefined;
  let written: string | undefined;
  let probedAt = Number.NEGATIVE_INFINITY;
  let probing: Promise<string | undefined> | undefined;

  // Before the first attempt to connect, the state of Redis is unknown, and a start is not an outage.
  const firstAttempt = new Promise<void>((resolve) => {
    redis.once('ready', () => resolve());
    redis.once('close', () => resolve());
  });

  async function probe(): Promise<string | undefined> {
    await firstAttempt;
    if (redis.status !== 'ready') return NOT_REACHED;
    const value = randomBytes(8).toString('hex');
    const answers = await redis
      .pipeline()
      .get(key)
      .set(key, value, 'PX', KEPT_MS)
      .get(key)
      .eval(QUEUE_STATE, queueKeys.length, ...queueKeys, ...Object.values(QUEUE_TYPES))
      .exec();
    const [before, set, after, queue] = answers ?? [];
    for (const answer of [set, after, queue]) {
      if (answer?.[0]) throw answer[0];
    }
    if (after?.[1] !== value) return 'Redis does not keep what is written to it.';
    if (written !== undefined && before?.[1] !== written) soundSince = undefined;
    written = value;
    return queue?.[1] === '' ? undefined : `The queue in Redis is ${String(queue?.[1])}.`;
  }

  async function probeInTime(): Promise<string | undefined> {
    try {
      return await within(PATIENCE_MS, probe(), () => (redis.status === 'ready' ? LATE : NOT_REACHED));
    } catch (error) {
      if (!(error instanceof Error) || redis.status !== 'ready') return NOT_REACHED;
      if (error.message === 'Command timed out') return LATE;
      if (error.name !== 'ReplyError') return NOT_REACHED;
      logger.debug({ err: error }, 'redis refused a probe');
      return `Redis refuses writes (${codeOf(error)}).`;
    }
  }

  function note(problem: string | undefined): void {
    found = problem;
    if (problem === undefined) soundSince ??= performance.now();
    else soundSince = undefined;
    if (problem === logged) return;
    if (problem === undefined) logger.info('redis works again');
    else if (logged === undefined) logger.warn({ problem }, 'redis does not work; the engine goes on from Postgres');
    else logger.debug({ problem }, 'redis still does not work');
    logged = problem;
  }

  function check(): Promise<string | undefined> {
    if (probing !== undefined) return probing;
    if (redis.status === 'ready' && performance.now() - probedAt < FRESH_MS) return Promise.resolve(found);
    probing = probeInTime()
      .then((problem) => {
        note(problem);
        return problem;
      })
      .finally(() => {
        probedAt = performance.now();
        probing = undefined;
      });
    return probing;
  }

  redis.on('ready', () => void check());
  const timer = setInterval(() => void check(), PROBE_EVERY_MS);
  return {
    problem: () => found,
    check,
    soundForMs: () => (soundSince === undefined ? 0 : performance.now() - soundSince),
    async close() {
      clearInterval(timer);
      await disconnect(redis);
    },
  };
}
