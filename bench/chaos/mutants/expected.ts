import type { Capital } from '../capitals.ts';

type SqlState = `SQLSTATE ${string}`;

/** A copy of the engine without one safeguard, and what must detect that. The patch is in this folder under the same name. */
export type Mutant = {
  readonly name: string;
  /** Violation counters and SQLSTATEs, at least one of which has to detect it. */
  readonly caughtBy: readonly (Capital | SqlState)[];
};

export const MUTANTS: readonly Mutant[] = [
  // Sends before it commits the signed bytes, on both ways: a crash loses what was sent, and the next attempt lands too.
  { name: 'send-before-intent', caughtBy: ['DOUBLE'] },
  // The same only on the short way: what was sent is lost when the commit does not take the order, or does not answer.
  { name: 'prepared-sent-before-commit', caughtBy: ['DOUBLE'] },
  // A worker sends its prepared transaction although another worker has taken the order, or although the order may not be taken like this.
  { name: 'loser-sends', caughtBy: ['DOUBLE', 'ORPHAN'] },
  // Takes an error from sending for a rejection, although only the answer was lost.
  { name: 'error-means-rejected', caughtBy: ['DOUBLE'] },
  // A worker without its lease continues an order that another worker has ended: the lifecycle or the checks of a final row refuse its step.
  { name: 'no-lease-check', caughtBy: ['ILLEGAL', 'SQLSTATE 23514'] },
  // Orders that Redis lost are never executed.
  { name: 'no-sweeper', caughtBy: ['OPEN'] },
  // Overdue orders are queued again, although the queue may know the job and not run it.
  { name: 'sweeper-trusts-queue', caughtBy: ['OPEN'] },
  // Takes an accepted transaction for a landed one, and the quote for the execution.
  { name: 'settle-without-status', caughtBy: ['PHANTOM'] },
  // A cancellation does not look for a live submission, and ends an order whose transaction lands afterwards.
  { name: 'cancel-ignores-submission', caughtBy: ['CANCELLED-BUT-EXECUTED', 'AUDIT'] },
  // A trigger is committed whoever watches the pair, although the order does not rest any more or has other terms: only a final order is left alone.
  { name: 'trigger-without-fence', caughtBy: ['TRIGGERED-TWICE', 'AUDIT'] },
  // An order that rests is not due when its time is over, and keeps its hold.
  { name: 'never-expires', caughtBy: ['HELD-FOR-NOTHING'] },
  // Equal orders make equal bytes, and so one signature for two orders.
  { name: 'no-memo', caughtBy: ['SQLSTATE 23505'] },
];
