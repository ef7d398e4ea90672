import type { Logger } from './logger.ts';

export type Shutdown = {
  /** Adds a step. Steps run one after the other, the last added first. */
  add(name: string, step: () => Promise<void> | void): void;
  /** Runs the steps once; later calls wait for the same run. */
  stop(reason: string): Promise<void>;
};

/**
 * Graceful stop of a process on SIGTERM and SIGINT: runs the steps, then exits with 0; exits with 1 when they take longer than `deadlineMs`.
 * After an uncaught error the process logs it and exits with 1, since its state can't be trusted; the supervisor restarts it.
 */
export function createShutdown(opts: { logger: Logger; deadlineMs: number }): Shutdown {
  const { logger, deadlineMs } = opts;
  const steps: { name: string; step: () => Promise<void> | void }[] = [];
  let running: Promise<void> | undefined;

  async function run(reason: string): Promise<void> {
    logger.info({ reason }, 'stopping');
    for (const { name, step } of steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        logger.error({ err: error, step: name }, 'a step of the shutdown failed');
      }
    }
    logger.info('stopped');
  }

  const stop = (reason: string) => {
    running ??= run(reason);
    return running;
  };

  const onSignal = (name: string) => {
    setTimeout(() => {
      logger.error({ deadlineMs }, 'shutdown took too long');
      process.exit(1);
    }, deadlineMs).unref();
    void stop(name).then(() => process.exit(0));
  };
  process.on('SIGTERM', () => onSignal('SIGTERM'));
  process.on('SIGINT', () => onSignal('SIGINT'));
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'an error that nothing caught');
    process.exit(1);
  });
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'a rejection that nothing handled');
    process.exit(1);
  });

  return { add: (name, step) => void steps.push({ name, step }), stop };
}
