/** The statuses of an order, in the order in which it goes through them. */
export const ORDER_STATUSES = [
  'pending',
  'routing',
  'building',
  'submitted',
  'confirmed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** A status reduced to its outcome: still open, ended with an execution, or ended without one. */
export type OrderPhase = 'open' | 'done' | 'ended';

/** An order is executed in at most this many attempts; one that rests, each time that its trigger fires. */
export const MAX_ATTEMPTS = 3;

/**
 * The phase of each status and the legal steps from it. A step to `routing` from a later status starts the next attempt. A step to `pending` changes the
 * terms of an order that rests, or lets an order rest again after an attempt that failed. The lifecycle is this
 * one table: all code that depends on a status reads it from here, and a test compares it with the database's rows (engine.order_statuses,
 * engine.status_steps).
 */
const LIFECYCLE = {
  pending: { phase: 'open', steps: ['pending', 'routing', 'failed', 'cancelled', 'expired'] },
  routing: { phase: 'open', steps: ['pending', 'routing', 'building', 'failed', 'cancelled', 'expired'] },
  building: { phase: 'open', steps: ['pending', 'routing', 'submitted', 'failed', 'cancelled', 'expired'] },
  submitted: { phase: 'open', steps: ['pending', 'routing', 'confirmed', 'failed', 'cancelled', 'expired'] },
  confirmed: { phase: 'done', steps: [] },
  failed: { phase: 'ended', steps: [] },
  cancelled: { phase: 'ended', steps: [] },
  expired: { phase: 'ended', steps: [] },
} as const satisfies Record<OrderStatus, { phase: OrderPhase; steps: readonly OrderStatus[] }>;

/** The statuses of a phase. */
export type StatusOf<P extends OrderPhase> = {
  [S in OrderStatus]: (typeof LIFECYCLE)[S]['phase'] extends P ? S : never;
}[OrderStatus];
export type FinalStatus = StatusOf<'done' | 'ended'>;

/** The phase of a status. */
export function phaseOf(status: OrderStatus): OrderPhase {
  return LIFECYCLE[status].phase;
}

/** True when the order can never change again. */
export function isFinal(status: OrderStatus): status is FinalStatus {
  return phaseOf(status) !== 'open';
}

/** True while a submission of the order may land on the chain. */
export function mayLand(status: OrderStatus): boolean {
  return status === 'submitted';
}

/** The statuses of some phases, in the order of the lifecycle. */
export function statusesIn<P extends OrderPhase>(...phases: readonly P[]): readonly StatusOf<P>[] {
  const wanted: readonly OrderPhase[] = phases;
  return ORDER_STATUSES.filter((status): status is StatusOf<P> => wanted.includes(phaseOf(status)));
}

/** True when the lifecycle allows the step. */
export function canTransition(opts: { from: OrderStatus; to: OrderStatus }): boolean {
  const allowed: readonly OrderStatus[] = LIFECYCLE[opts.from].steps;
  return allowed.includes(opts.to);
}

/** True when the step begins another attempt, which counts against MAX_ATTEMPTS. */
export function startsNextAttempt(opts: { from: OrderStatus; to: OrderStatus }): boolean {
  return opts.to === 'routing' && opts.from !== 'pending';
}
