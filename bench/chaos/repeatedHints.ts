import { createRedisHealth } from '../../redis/health.ts';
import { createDispatcher } from '../../redis/orderQueue.ts';
import { createLogger } from '../../runtime/logger.ts';

/** How often a hint is repeated, so that both workers get it. */
const TIMES = 3;

/** Repeats hints: several jobs for each new order, so that both workers prepare it at once and one of them has to discard its bytes. */
export function createRepeatedHints(opts: { url: string; prefix: string }): {
  repeat(orderId: string): void;
  close(): Promise<void>;
} {
  const options = { ...opts, logger: createLogger({ name: 'hints', level: 'silent', format: 'json' }) };
  const health = createRedisHealth(options);
  // Hints that one dispatcher is given at the same moment go in one job, which one worker takes.
  const dispatchers = Array.from({ length: TIMES }, () => createDispatcher({ ...options, health }));
  return {
    repeat(orderId) {
      for (const dispatcher of dispatchers) dispatcher.dispatch({ orderId, epoch: 0, delayMs: 0 });
    },
    async close() {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.close()));
      await health.close();
    },
  };
}
