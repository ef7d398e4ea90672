import type { FailureCode } from '../../core/errors/engineError.ts';
import { MAX_ATTEMPTS, type OrderStatus } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { isResting, kindRests } from '../resting/rests.ts';

/** The name of a status on the desk. */
export const STATUS_WORDS = {
  pending: 'Pending',
  routing: 'Routing',
  building: 'Building',
  submitted: 'Submitted',
  confirmed: 'Confirmed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  expired: 'Expired',
} as const satisfies Record<OrderStatus, string>;

/** The status of an order in a word: an order that rests waits. */
export function statusWord(order: Pick<OrderView, 'type' | 'status'>): string {
  return isResting(order) ? 'Waiting' : STATUS_WORDS[order.status];
}

/** An attempt in words: `attempt 2 of 3`; an order that rests may have any number of them. */
export function attemptText(order: Pick<OrderView, 'type'>, attempt: number): string {
  return kindRests(order) ? `attempt ${attempt}` : `attempt ${attempt} of ${MAX_ATTEMPTS}`;
}

/** The meaning of a status, for the order's own page. */
export const STATUS_MEANING = {
  pending: 'Accepted and stored; the amount is held.',
  routing: 'Comparing the venues on current pools.',
  building: 'Route chosen; the transaction is built and signed.',
  submitted: 'Signed bytes stored, then sent to the chain.',
  confirmed: 'Landed on the chain and settled.',
  failed: 'Ended without execution; the held amount is free again.',
  cancelled: 'Cancelled before anything was executed; the held amount is free again.',
  expired: 'Its time ran out before it was executed; the held amount is free again.',
} as const satisfies Record<OrderStatus, string>;

/** The tone in which a status is shown. */
export type StatusTone = 'busy' | 'good' | 'bad' | 'note';
export function statusTone(order: Pick<OrderView, 'type' | 'status'>): StatusTone {
  return isResting(order) ? 'note' : STATUS_TONES[order.status];
}

export const STATUS_TONES = {
  pending: 'busy',
  routing: 'busy',
  building: 'busy',
  submitted: 'busy',
  confirmed: 'good',
  failed: 'bad',
  cancelled: 'note',
  expired: 'note',
} as const satisfies Record<OrderStatus, StatusTone>;

/** A failure in two or three words. */
export const FAILURE_WORDS = {
  SLIPPAGE: 'Price below your minimum',
  INSUFFICIENT_BALANCE: 'Not enough balance',
  AMOUNT_TOO_SMALL: 'Amount too small',
  NOT_ENOUGH_LIQUIDITY: 'Not enough liquidity',
  NO_POOL: 'No pool',
  NO_ROUTE: 'No route',
  PRICE_MOVED: 'Price moved too far',
  CHAIN_REFUSED: 'Refused by the chain',
  INTERRUPTED: 'Interrupted',
  ATTEMPTS_EXHAUSTED: 'All attempts used',
  NOT_LANDED: 'Did not land',
  EXPIRED: 'Expired',
  CHAIN_CHANGED: 'Chain replaced',
  WRONG_WALLET: 'No key for the wallet',
} as const satisfies Record<FailureCode, string>;
