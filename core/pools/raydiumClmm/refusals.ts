import { type RefusalTable, refuserOf } from '../poolRefusal.ts';

/**
 * Errors of raydium-io/raydium-clmm by the numbers of its source at commit 03b44b7 (error.rs, starting at 6000). The release of May 2026
 * renumbered them: before it TooLittleOutputReceived was 6022. 2501 and 2505 are the framework's RequireEqViolated and RequireGtViolated, 3007 its
 * AccountOwnedByWrongProgram.
 */
export const CLMM_ERRORS = {
  tokenOverflow: 14,
  /** The program's own price limit ended a swap without a limit. */
  partialFill: 2501,
  notOpenYet: 2505,
  tickArrayNotFound: 3007,
  disabled: 6000,
  tickOutOfBounds: 6007,
  priceLimit: 6011,
  priceOutOfBounds: 6012,
  liquidityBelowZero: 6013,
  noLiquidity: 6016,
  slippage: 6018,
  zeroAmount: 6020,
  wrongVault: 6021,
  zeroOutput: 6022,
  tickArrayNotNamed: 6023,
  wrongFirstTickArray: 6024,
  /** The search for liquidity left the range of the pool's own bitmap, and the swap names no bitmap extension. */
  noBitmapExtension: 6035,
  noLiquidityThisWay: 6036,
  amountOverflow: 6037,
  overflow: 6038,
} as const;

export const CLMM_REFUSALS: RefusalTable = {
  [CLMM_ERRORS.tokenOverflow]: 'overflow',
  [CLMM_ERRORS.partialFill]: 'no-liquidity',
  [CLMM_ERRORS.notOpenYet]: 'not-open',
  [CLMM_ERRORS.tickArrayNotFound]: 'wrong-accounts',
  [CLMM_ERRORS.disabled]: 'not-open',
  [CLMM_ERRORS.tickOutOfBounds]: 'invalid',
  [CLMM_ERRORS.priceLimit]: 'no-liquidity',
  [CLMM_ERRORS.priceOutOfBounds]: 'invalid',
  [CLMM_ERRORS.liquidityBelowZero]: 'invalid',
  [CLMM_ERRORS.noLiquidity]: 'no-liquidity',
  [CLMM_ERRORS.slippage]: 'slippage',
  [CLMM_ERRORS.zeroAmount]: 'zero-output',
  [CLMM_ERRORS.wrongVault]: 'wrong-accounts',
  [CLMM_ERRORS.zeroOutput]: 'zero-output',
  [CLMM_ERRORS.tickArrayNotNamed]: 'wrong-accounts',
  [CLMM_ERRORS.wrongFirstTickArray]: 'wrong-accounts',
  [CLMM_ERRORS.noBitmapExtension]: 'no-liquidity',
  [CLMM_ERRORS.noLiquidityThisWay]: 'no-liquidity',
  [CLMM_ERRORS.amountOverflow]: 'overflow',
  [CLMM_ERRORS.overflow]: 'overflow',
};

export const refuseClmm: (code: number, message: string) => never = refuserOf('raydium-clmm', CLMM_REFUSALS);
