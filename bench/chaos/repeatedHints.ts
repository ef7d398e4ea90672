import { createRedisHealth } from '../../redis/health.ts';
import { createDispatcher } from '../../redis/orderQueue.ts';
import { createLogger } from '../../runtime/logger.ts';

/** How often a hint is repeated, so that both workers get it. */
const TIMES = 3;
/** Epochs that no order reaches, so that these are separate jobs. */
const FIRST_EPOCH = 1_000_000;

/** Repeats hints: several jobs for each new order, so that both workers prepare it at once and one of them has to discard its bytes. */
export function createRepeatedHints(opts: { url: string; prefix: string }): {
  repeat(orderId: string): void;
  close(): Promise<void>;
} {
  const options = { ...opts, logger: createLogger({ name: 'hints', level: 'silent', format: 'json' }) };
  const health = createRedisHealth(options);
  const dispatcher = createDispatcher({ ...options, health });
  return {
    repeat(orderId) {
      for (let nth = 0; nth < TIMES; nth += 1) dispatcher.dispatch({ orderId, epoch: FIRST_EPOCH + nth, delayMs: 0 });
    },
    async close() {
      await dispatcher.close();
      await health.close();
    },
  };
}
