import { type RefusalTable, refuserOf } from '../poolRefusal.ts';

/** Error numbers of the Whirlpool program that a swap can return (errors.rs), each with the engine's reason. */
export const WHIRLPOOL_ERRORS = {
  DivideByZero: { code: 6006, reason: 'overflow' },
  NumberCastError: { code: 6007, reason: 'overflow' },
  NumberDownCastError: { code: 6008, reason: 'overflow' },
  SqrtPriceOutOfBounds: { code: 6011, reason: 'overflow' },
  LiquidityOverflow: { code: 6014, reason: 'overflow' },
  LiquidityUnderflow: { code: 6015, reason: 'overflow' },
  TokenMaxExceeded: { code: 6017, reason: 'overflow' },
  TokenMinSubceeded: { code: 6018, reason: 'overflow' },
  InvalidTickArraySequence: { code: 6023, reason: 'wrong-accounts' },
  MultiplicationShiftRightOverflow: { code: 6030, reason: 'overflow' },
  MultiplicationOverflow: { code: 6033, reason: 'overflow' },
  InvalidSqrtPriceLimitDirection: { code: 6034, reason: 'no-liquidity' },
  ZeroTradableAmount: { code: 6035, reason: 'zero-output' },
  AmountOutBelowMinimum: { code: 6036, reason: 'slippage' },
  AmountInAboveMaximum: { code: 6037, reason: 'slippage' },
  TickArraySequenceInvalidIndex: { code: 6038, reason: 'no-liquidity' },
  AmountCalcOverflow: { code: 6039, reason: 'overflow' },
  AmountRemainingOverflow: { code: 6040, reason: 'overflow' },
  DifferentWhirlpoolTickArrayAccount: { code: 6056, reason: 'wrong-accounts' },
  PartialFillError: { code: 6057, reason: 'no-liquidity' },
  TradeIsNotEnabled: { code: 6064, reason: 'not-open' },
} as const;

type WhirlpoolErrorName = keyof typeof WHIRLPOOL_ERRORS;

export const WHIRLPOOL_REFUSALS: RefusalTable = Object.fromEntries(
  Object.values(WHIRLPOOL_ERRORS).map(({ code, reason }) => [code, reason]),
);

const refuseCode = refuserOf('orca-whirlpool', WHIRLPOOL_REFUSALS);

/** Throws the PoolRefusal of one of the program's errors. */
export function refuse(error: WhirlpoolErrorName, message: string): never {
  return refuseCode(WHIRLPOOL_ERRORS[error].code, message);
}
