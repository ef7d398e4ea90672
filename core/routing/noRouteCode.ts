import type { FailureCode } from '../errors/engineError.ts';
import type { NoRouteReason } from './route.ts';

/** The error code for each reason why there is no route, used by refused orders, failed orders and the desk. */
export const NO_ROUTE_CODES = {
  'no-pool': 'NO_POOL',
  'not-enough-liquidity': 'NOT_ENOUGH_LIQUIDITY',
  'zero-output': 'AMOUNT_TOO_SMALL',
  refused: 'NO_ROUTE',
} as const satisfies Record<NoRouteReason, FailureCode>;
