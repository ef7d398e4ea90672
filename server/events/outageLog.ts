import type { Logger } from '../../runtime/logger.ts';

/** What a reader reports of its reads. */
export type OutageLog = { failed(error: unknown): void; recovered(): void };

/** Logs once when reads begin to fail, and once when they work again. `what` is read, in the plural. */
export function createOutageLog(opts: { logger: Logger; what: string }): OutageLog {
  const { logger, what } = opts;
  let failing = false;
  return {
    failed(error) {
      if (!failing) logger.error({ err: error }, `${what} cannot be read; subscriptions wait`);
      failing = true;
    },
    recovered() {
      if (failing) logger.info(`${what} can be read again`);
      failing = false;
    },
  };
}
