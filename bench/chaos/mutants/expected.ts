import type { Capital } from '../report.ts';

type SqlState = `SQLSTATE ${string}`;

/** A copy of the engine that lacks one thing, and what must show it. The patch of the same name lies beside this file. */
export type Mutant = {
  readonly name: string;
  /** Capitals and SQLSTATEs of which at least one has to show it. */
  readonly caughtBy: readonly (Capital | SqlState)[];
};

export const MUTANTS: readonly Mutant[] = [
  // Sends first and commits the signed bytes after, on both ways: what was sent before a loss is forgotten, and the next attempt lands too.
  { name: 'send-before-intent', caughtBy: ['DOUBLE'] },
  // The same on the short way alone: what was sent is forgotten when the commit does not take the order, or does not answer.
  { name: 'prepared-sent-before-commit', caughtBy: ['DOUBLE'] },
  // A worker sends what it prepared although another has taken the order, or it may not be taken like this.
  { name: 'loser-sends', caughtBy: ['DOUBLE', 'ORPHAN'] },
  // Takes an error from sending for a rejection: the answer was lost, the transaction was not.
  { name: 'error-means-rejected', caughtBy: ['DOUBLE'] },
  // A worker that lost its lease goes on with an order that another has ended: a step meets the lifecycle, handing back a final row's checks.
  { name: 'no-lease-check', caughtBy: ['ILLEGAL', 'SQLSTATE 23514'] },
  // What Redis forgot is never executed.
  { name: 'no-sweeper', caughtBy: ['OPEN'] },
  // Overdue orders are given to the queue again, which may know the job and not run it.
  { name: 'sweeper-trusts-queue', caughtBy: ['OPEN'] },
  // Takes "accepted" for "landed", and the quote for the execution.
  { name: 'settle-without-status', caughtBy: ['PHANTOM'] },
  // Equal orders make equal bytes, one signature for two.
  { name: 'no-memo', caughtBy: ['SQLSTATE 23505'] },
];
