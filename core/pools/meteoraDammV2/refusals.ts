import { type RefusalTable, refuserOf } from '../poolRefusal.ts';

/** The errors of MeteoraAg/damm-v2 at commit a3d3827 (error.rs, starting at 6000) that a swap can return. */
export const DAMM_ERRORS = {
  overflow: 6000,
  slippage: 6002,
  disabled: 6003,
  zeroAmount: 6006,
  typeCast: 6007,
  priceRange: 6015,
} as const;

export const DAMM_REFUSALS: RefusalTable = {
  [DAMM_ERRORS.overflow]: 'overflow',
  [DAMM_ERRORS.slippage]: 'slippage',
  [DAMM_ERRORS.disabled]: 'not-open',
  [DAMM_ERRORS.zeroAmount]: 'zero-output',
  [DAMM_ERRORS.typeCast]: 'overflow',
  [DAMM_ERRORS.priceRange]: 'no-liquidity',
};

export const refuseDamm: (code: number, message: string) => never = refuserOf('meteora-damm-v2', DAMM_REFUSALS);
