import { type RefusalTable, refuserOf } from '../poolRefusal.ts';

/**
 * Errors of lb_clmm, as the compiled program returned them: the framework's 3005 (AccountNotEnoughKeys) for a bin array that is not named or out
 * of order and 3007 (AccountOwnedByWrongProgram) for a missing one; InvalidInput, ExceededAmountSlippageTolerance, MathOverflow, TypeCastFailed,
 * the end of the liquidity without the bitmap extension account, InsufficientOutAmount, PoolDisabled.
 */
export const DLMM_ERRORS = {
  binArrayNotNamed: 3005,
  binArrayNotFound: 3007,
  zeroInput: 6002,
  slippage: 6003,
  mathOverflow: 6018,
  castFailed: 6019,
  noLiquidity: 6036,
  zeroOutput: 6039,
  disabled: 6042,
} as const;

export const DLMM_REFUSALS: RefusalTable = {
  [DLMM_ERRORS.binArrayNotNamed]: 'wrong-accounts',
  [DLMM_ERRORS.binArrayNotFound]: 'wrong-accounts',
  [DLMM_ERRORS.zeroInput]: 'zero-output',
  [DLMM_ERRORS.slippage]: 'slippage',
  [DLMM_ERRORS.mathOverflow]: 'overflow',
  [DLMM_ERRORS.castFailed]: 'overflow',
  [DLMM_ERRORS.noLiquidity]: 'no-liquidity',
  [DLMM_ERRORS.zeroOutput]: 'zero-output',
  [DLMM_ERRORS.disabled]: 'not-open',
};

export const refuseDlmm: (code: number, message: string) => never = refuserOf('meteora-dlmm', DLMM_REFUSALS);
