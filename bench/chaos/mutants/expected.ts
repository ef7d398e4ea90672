import type { Capital } from '../report.ts';

/** A copy of the engine that lacks one thing, and what must show it. The patch of the same name lies beside this file. */
export type Mutant = {
  readonly name: string;
  readonly caughtBy: { readonly capital: Capital } | { readonly sqlState: string };
};

export const MUTANTS: readonly Mutant[] = [
  // Sends first and commits the signed bytes after: what was sent before a loss is forgotten, and the next attempt lands too.
  { name: 'send-before-intent', caughtBy: { capital: 'DOUBLE' } },
  // Takes an error from sending for a rejection: the answer was lost, the transaction was not.
  { name: 'error-means-rejected', caughtBy: { capital: 'DOUBLE' } },
  // A worker that lost its lease is not told so: it goes on with an order that has moved on.
  { name: 'no-lease-check', caughtBy: { capital: 'ILLEGAL' } },
  // What Redis forgot is never dispatched again.
  { name: 'no-sweeper', caughtBy: { capital: 'OPEN' } },
  // Takes "accepted" for "landed", and the quote for the execution.
  { name: 'settle-without-status', caughtBy: { capital: 'PHANTOM' } },
  // Equal orders make equal bytes, one signature for two.
  { name: 'no-memo', caughtBy: { sqlState: '23505' } },
];
