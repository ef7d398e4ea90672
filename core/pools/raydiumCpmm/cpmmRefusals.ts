import { type RefusalTable, refuserOf } from '../poolRefusal.ts';

/**
 * Errors of raydium-cp-swap (the framework's RequireGtViolated for a zero amount, NotApproved before the opening time, ExceededSlippage,
 * ZeroTradingTokens), and of the token program, whose vaults hold at most u64.
 */
export const CPMM_ERRORS = {
  tokenOverflow: 14,
  zeroOutput: 2505,
  notOpen: 6000,
  slippage: 6005,
} as const;

export const CPMM_REFUSALS: RefusalTable = {
  [CPMM_ERRORS.tokenOverflow]: 'overflow',
  [CPMM_ERRORS.zeroOutput]: 'zero-output',
  [CPMM_ERRORS.notOpen]: 'not-open',
  [CPMM_ERRORS.slippage]: 'slippage',
};

export const refuseCpmm: (code: number, message: string) => never = refuserOf('raydium-cpmm', CPMM_REFUSALS);
