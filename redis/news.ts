import { randomBytes } from 'node:crypto';
import { createBatcher } from '../runtime/batcher.ts';
import type { Logger } from '../runtime/logger.ts';
import { connectForHints, connectForStreams, disconnect } from './connection.ts';

const channelOf = (prefix: string) => `${prefix}:news`;

export type NewsPublisher = {
  /** Names this publisher in its messages. */
  readonly sender: string;
  /** Publishes that these traders have new events. Never throws; the server's tick finds events whose hint was lost. */
  publish(traderIds: readonly string[]): void;
  close(): Promise<void>;
};

/** The side of the process that commits events. */
export function createNewsPublisher(opts: { url: string; prefix: string; logger: Logger }): NewsPublisher {
  const redis = connectForHints({ url: opts.url, name: 'news', logger: opts.logger });
  const channel = channelOf(opts.prefix);
  const sender = randomBytes(8).toString('hex');
  const batcher = createBatcher<readonly string[], undefined>({
    maxBatch: 1_000,
    isOutage: () => true,
    run: async (batches) => {
      await redis.publish(channel, [sender, ...new Set(batches.flat())].join('\n'));
      return batches.map(() => undefined);
    },
  });
  return {
    sender,
    publish(traderIds) {
      if (redis.status === 'ready') batcher.add(traderIds).catch(() => {});
    },
    close: () => disconnect(redis),
  };
}

export type NewsSubscriber = { close(): Promise<void> };

/**
 * The side of a server: `onNews` gets the traders whose new events the server must read from Postgres. News of the server's own publisher is left out, since
 * the server has read those events already. Subscribes again by itself after an outage.
 */
export function createNewsSubscriber(opts: {
  url: string;
  prefix: string;
  logger: Logger;
  own: Pick<NewsPublisher, 'sender'>;
  onNews(traderIds: readonly string[]): void;
}): NewsSubscriber {
  const redis = connectForStreams({ url: opts.url, name: 'news-reader', logger: opts.logger });
  redis.on('message', (_channel: string, message: string) => {
    const [sender, ...traderIds] = message.split('\n');
    if (sender !== opts.own.sender) opts.onNews(traderIds);
  });
  redis
    .subscribe(channelOf(opts.prefix))
    .catch((error: unknown) => opts.logger.debug({ err: error }, 'subscription to the news'));
  return {
    close: async () => {
      redis.disconnect();
    },
  };
}
