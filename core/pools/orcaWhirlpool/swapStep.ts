import { ceilDiv } from '../ceilDiv.ts';
import { U64_MAX } from '../u64.ts';
import { refuse } from './refusals.ts';
import { type Amount, amountDeltaA, amountDeltaB, BEYOND_U64, nextSqrtPrice } from './tokenMath.ts';

/** Fee rates are parts of this number. */
export const FEE_DENOMINATOR = 1_000_000n;

/** The amounts of a swap between two initialised ticks, base units; the fee is in the input token, on top of `amountIn`. */
export type SwapStep = {
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly nextPrice: bigint;
  readonly fee: bigint;
};

export type Range = {
  /** √price where the step begins, Q64.64. */
  readonly from: bigint;
  /** The furthest √price of the step. */
  readonly target: bigint;
  readonly liquidity: bigint;
  readonly feeRate: bigint;
  readonly aToB: boolean;
};

/** The program has several overflow codes here, which the engine treats alike. */
function within(amount: Amount): bigint {
  return amount === BEYOND_U64 ? refuse('TokenMaxExceeded', 'the amount of a step does not fit u64') : amount;
}

/** The input between two prices, rounded up. */
function inputDelta(range: Range, to: bigint): Amount {
  return (range.aToB ? amountDeltaA : amountDeltaB)(range.from, to, range.liquidity, true);
}

/** The output between two prices, rounded down. */
function outputDelta(range: Range, to: bigint): Amount {
  return (range.aToB ? amountDeltaB : amountDeltaA)(range.from, to, range.liquidity, false);
}

/** The fee on top of a net input that is consumed whole, rounded up. */
function feeOnTop(net: bigint, feeRate: bigint): bigint {
  const fee = ceilDiv(net * feeRate, FEE_DENOMINATOR - feeRate);
  return fee > U64_MAX ? refuse('NumberCastError', 'the fee of a step does not fit u64') : fee;
}

/** The remainder of an input after its fee, rounded down. */
function netOf(amount: bigint, feeRate: bigint): bigint {
  return (amount * (FEE_DENOMINATOR - feeRate)) / FEE_DENOMINATOR;
}

/**
 * The step that moves the price all the way to the target; undefined when its input or output would exceed u64, so that no swap can consume the
 * whole range.
 */
export function fullStep(range: Range): SwapStep | undefined {
  const amountIn = inputDelta(range, range.target);
  const amountOut = outputDelta(range, range.target);
  if (amountIn === BEYOND_U64 || amountOut === BEYOND_U64) return undefined;
  return { amountIn, amountOut, nextPrice: range.target, fee: feeOnTop(amountIn, range.feeRate) };
}

/** The step of an exact input that ends before the target: all of it is consumed, and the part that does not move the price is fee. */
export function partialStepIn(range: Range, amount: bigint): SwapStep {
  const { from: sqrtPrice, liquidity, aToB } = range;
  const net = netOf(amount, range.feeRate);
  const nextPrice = nextSqrtPrice({ sqrtPrice, liquidity, amount: net, isInput: true, aToB });
  const amountIn = within(inputDelta(range, nextPrice));
  return { amountIn, amountOut: within(outputDelta(range, nextPrice)), nextPrice, fee: amount - amountIn };
}

/**
 * An input that is enough for an output within the range, by the program's exact-out step: the price is rounded so that the output is reached,
 * input and fee are rounded up, so that a unit or two less may be enough too. Undefined when the range holds less.
 */
export function sufficientInput(range: Range, amountOut: bigint): bigint | undefined {
  const { from: sqrtPrice, liquidity, aToB } = range;
  const all = outputDelta(range, range.target);
  if (all !== BEYOND_U64 && amountOut > all) return undefined;
  const nextPrice = nextSqrtPrice({ sqrtPrice, liquidity, amount: amountOut, isInput: false, aToB });
  const net = within(inputDelta(range, nextPrice));
  return net + feeOnTop(net, range.feeRate);
}
