import type { FailureCode } from '../errors/engineError.ts';
import type { NoRouteReason } from './route.ts';

/** The error of each reason why there is no route: what a refused order, a failed one and the desk say. */
export const NO_ROUTE_CODES = {
  'no-pool': 'NO_POOL',
  'not-enough-liquidity': 'NOT_ENOUGH_LIQUIDITY',
  'zero-output': 'AMOUNT_TOO_SMALL',
  refused: 'NO_ROUTE',
} as const satisfies Record<NoRouteReason, FailureCode>;
