import { createBatcher } from '../runtime/batcher.ts';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, connectForStreams, disconnect } from './connection.ts';

const channelOf = (prefix: string) => `${prefix}:news`;

export type NewsPublisher = {
  /** Publishes that these traders have new events. Never throws; the server's tick finds events whose hint was lost. */
  publish(traderIds: readonly string[]): void;
  close(): Promise<void>;
};

/** The side of the process that commits events. */
export function createNewsPublisher(opts: { url: string; prefix: string; logger: Logger }): NewsPublisher {
  const redis = connectForHints({ url: opts.url, name: 'news', logger: opts.logger });
  const channel = channelOf(opts.prefix);
  const batcher = createBatcher<readonly string[], undefined>({
    maxBatch: 1_000,
    isOutage: () => true,
    run: async (batches) => {
      await redis.publish(channel, [...new Set(batches.flat())].join('\n'));
      return batches.map(() => undefined);
    },
  });
  return {
    publish(traderIds) {
      if (redis.status === 'ready') batcher.add(traderIds).catch(() => {});
    },
    close: () => disconnect(redis),
  };
}

export type NewsSubscriber = { close(): Promise<void> };

/** The side of a server: `onNews` gets the traders whose new events it must read from Postgres. Subscribes again by itself after an outage. */
export function createNewsSubscriber(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  onNews(traderIds: readonly string[]): void;
}): NewsSubscriber {
  const redis = connectForStreams({ url: opts.url, name: 'news-reader', logger: opts.logger });
  redis.on('message', (_channel: string, message: string) => opts.onNews(message.split('\n')));
  redis
    .subscribe(channelOf(opts.prefix))
    .catch((error: unknown) => opts.logger.debug({ err: error }, 'subscription to the news'));
  return {
    close: async () => {
      redis.disconnect();
    },
  };
}
