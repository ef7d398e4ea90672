import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Report, Request } from './messages.ts';

export type SubscriberProcess = {
  /** Rejects when the process ends. One request at a time. */
  ask(request: Request): Promise<Report | undefined>;
  stop(): void;
};

/** Starts the process of the subscribers, so that receiving is not measured on the thread that commits. */
export function startSubscribers(): SubscriberProcess {
  const child = fork(fileURLToPath(new URL('./subscribers.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process of the subscribers ended with ${code}`);
  });
  ended.catch(() => {});
  return {
    async ask(request) {
      const answered = once(child, 'message');
      child.send(request);
      const [answer]: { report?: Report }[] = await Promise.race([answered, ended]);
      return answer?.report;
    },
    stop: () => void child.kill(),
  };
}
