import type { SystemStatus } from './useSystemStatus.ts';

/** What a trader has to know before sending an order now; undefined when there is no problem, or nothing is known. */
export function engineWarning(status: SystemStatus | undefined): string | undefined {
  if (status === undefined) return undefined;
  if (status.chainChanged) return 'The chain was replaced: new orders are refused';
  if (status.intakePaused === true) return 'New orders are paused';
  if (status.workers === 0) return 'No worker is running: orders wait';
  return undefined;
}

/** Hints in the queue that wait for a worker or are being processed; undefined while unknown. */
export function queueDepth(status: SystemStatus | undefined): number | undefined {
  const queue = status?.queue ?? undefined;
  return queue === undefined ? undefined : queue.waiting + queue.active;
}
