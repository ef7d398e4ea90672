import type { FailureCode } from '../../errors/engineError.ts';

/** Failures after which another attempt can't help: the order ends at once. */
const ENDS_AT_ONCE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'INSUFFICIENT_BALANCE',
  'AMOUNT_TOO_SMALL',
  'NOT_ENOUGH_LIQUIDITY',
  'NO_POOL',
  'NO_ROUTE',
  'CHAIN_REFUSED',
  'EXPIRED',
  'ATTEMPTS_EXHAUSTED',
  'CHAIN_CHANGED',
  'WRONG_WALLET',
]);

/** True when this failure of an attempt ends the order, even if attempts are left. */
export function endsAtOnce(code: FailureCode): boolean {
  return ENDS_AT_ONCE.has(code);
}
