import { Redis } from 'ioredis';
import type { Logger } from '../runtime/logger.ts';

/** Waits at most a second between attempts to reconnect, so that work resumes soon after Redis is back. */
const retryStrategy = (attempts: number) => Math.min(50 * 2 ** Math.min(attempts, 5), 1_000);

/** A primary that became a replica refuses writes as long as the connection lasts; reconnecting may reach the new primary. */
const reconnectOnError = (error: Error) => error.message.includes('READONLY');

type ConnectionOptions = { url: string; name: string; logger: Logger };

/** While Redis is down, commands fail at once; a command without an answer fails after two seconds. */
const HARMLESS_LOSS = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 2_000,
  connectTimeout: 2_000,
  retryStrategy,
  reconnectOnError,
} as const;

/** A connection for commands whose loss is harmless, so that no caller waits for a hint. */
export function connectForHints(opts: ConnectionOptions): Redis {
  return quietly(new Redis(opts.url, { ...HARMLESS_LOSS, connectionName: opts.name }), opts);
}

/** A connection that pipelines simultaneous calls, for counting during a request. */
export function connectForCounting(opts: ConnectionOptions): Redis {
  return quietly(
    new Redis(opts.url, { ...HARMLESS_LOSS, connectionName: opts.name, enableAutoPipelining: true }),
    opts,
  );
}

/** A connection that waits for Redis as long as it takes: for blocking reads and subscriptions. */
export function connectForStreams(opts: ConnectionOptions): Redis {
  const redis = new Redis(opts.url, {
    connectionName: opts.name,
    maxRetriesPerRequest: null,
    connectTimeout: 2_000,
    retryStrategy,
    reconnectOnError,
  });
  return quietly(redis, opts);
}

/** Logs a lost connection once instead of at each attempt to reconnect. redis/health.ts logs the outage for the operator, once per process. */
function quietly(redis: Redis, opts: { name: string; logger: Logger }): Redis {
  let lost = false;
  redis.on('error', (error: Error) => {
    if (!lost) opts.logger.debug({ connection: opts.name, reason: error.message }, 'redis is not reachable');
    lost = true;
  });
  redis.on('ready', () => {
    lost = false;
  });
  return redis;
}

/** Ends a connection: gracefully when it is up, otherwise at once. */
export async function disconnect(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => redis.disconnect());
  else redis.disconnect();
}
