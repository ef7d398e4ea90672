import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createLogger } from '../runtime/logger.ts';
import { createNewsPublisher, createNewsSubscriber } from './news.ts';

const url = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';

it('brings the news of others, and not what the server itself published', async () => {
  const logger = createLogger({ name: 'test', level: 'fatal', format: 'json' });
  const options = { url, prefix: `test-${randomBytes(4).toString('hex')}`, logger };
  const [own, other] = [createNewsPublisher(options), createNewsPublisher(options)];
  const heard = new Set<string>();
  const subscriber = createNewsSubscriber({
    ...options,
    own,
    onNews: (traderIds) => {
      for (const traderId of traderIds) heard.add(traderId);
    },
  });
  try {
    // Until all three are connected, what is published is lost.
    await expect
      .poll(
        () => {
          own.publish(['a', 'b']);
          other.publish(['b', 'c']);
          return [...heard].sort();
        },
        { timeout: 15_000 },
      )
      .toEqual(['b', 'c']);
    // Each publisher's messages come in order: that of the other comes after many of its own.
    for (let nth = 0; nth < 20; nth += 1) own.publish([`own ${nth}`]);
    await own.close();
    other.publish(['last']);
    await expect.poll(() => heard.has('last'), { timeout: 15_000 }).toBe(true);
    expect([...heard].sort()).toEqual(['b', 'c', 'last']);
  } finally {
    await Promise.all([own.close(), other.close(), subscriber.close()]);
  }
});
