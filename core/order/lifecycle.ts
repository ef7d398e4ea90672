/** The statuses of an order. The lifecycle is this one table; every place that depends on a status reads it from here. */
export const ORDER_STATUSES = ['pending', 'routing', 'building', 'submitted', 'confirmed', 'failed'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** An order is executed in at most this many attempts. */
export const MAX_ATTEMPTS = 3;

/** The transitions that are legal. Going to `routing` from a later status starts the next attempt. */
const TRANSITIONS = {
  pending: ['routing', 'failed'],
  routing: ['routing', 'building', 'failed'],
  building: ['routing', 'submitted', 'failed'],
  submitted: ['routing', 'confirmed', 'failed'],
  confirmed: [],
  failed: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

export type FinalStatus = 'confirmed' | 'failed';

/** True when the order can never change again. */
export function isFinal(status: OrderStatus): status is FinalStatus {
  return TRANSITIONS[status].length === 0;
}

/** True when the lifecycle allows the step. */
export function canTransition(opts: { from: OrderStatus; to: OrderStatus }): boolean {
  const allowed: readonly OrderStatus[] = TRANSITIONS[opts.from];
  return allowed.includes(opts.to);
}

/** True when the step begins another attempt, which counts against MAX_ATTEMPTS. */
export function startsNextAttempt(opts: { from: OrderStatus; to: OrderStatus }): boolean {
  return opts.to === 'routing' && opts.from !== 'pending';
}
