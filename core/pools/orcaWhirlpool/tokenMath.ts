import { ceilDiv } from '../ceilDiv.ts';
import { U64_MAX, U128_MAX } from '../u64.ts';
import { refuse } from './refusals.ts';
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE } from './tickMath.ts';

const Q64_BITS = 64n;
const U192_LIMIT = 1n << 192n;

/** Stands for an amount that does not fit u64. The program treats it as larger than any swap where it looks for a step's end. */
export const BEYOND_U64 = 'beyond-u64';
export type Amount = bigint | typeof BEYOND_U64;

/**
 * Token A between two √prices: `L × (upper − lower) / (upper × lower)`, rounded as requested (token_math.rs, try_get_amount_delta_a). Throws the
 * program's MultiplicationOverflow (6033) where its 256 bits do not suffice.
 */
export function amountDeltaA(price0: bigint, price1: bigint, liquidity: bigint, roundUp: boolean): Amount {
  const [lower, upper] = price0 > price1 ? [price1, price0] : [price0, price1];
  const product = liquidity * (upper - lower);
  if (product >= U192_LIMIT) refuse('MultiplicationOverflow', 'the amount of token A overflows');
  const numerator = product << Q64_BITS;
  const amount = roundUp ? ceilDiv(numerator, upper * lower) : numerator / (upper * lower);
  return amount > U64_MAX ? BEYOND_U64 : amount;
}

/** Token B between two √prices: `L × (upper − lower) / 2^64`, rounded as requested (token_math.rs, try_get_amount_delta_b). */
export function amountDeltaB(price0: bigint, price1: bigint, liquidity: bigint, roundUp: boolean): Amount {
  const product = liquidity * (price0 > price1 ? price0 - price1 : price1 - price0);
  if (product > U128_MAX) return BEYOND_U64;
  const amount = (product + (roundUp ? U64_MAX : 0n)) >> Q64_BITS;
  return amount > U64_MAX ? BEYOND_U64 : amount;
}

/** The √price after an amount of token A is added or removed, rounded up (get_next_sqrt_price_from_a_round_up). */
function nextPriceFromA(sqrtPrice: bigint, liquidity: bigint, amount: bigint, isInput: boolean): bigint {
  if (amount === 0n) return sqrtPrice;
  const product = liquidity * sqrtPrice;
  if (product >= U192_LIMIT) refuse('MultiplicationOverflow', 'the next price overflows');
  const shifted = liquidity << Q64_BITS;
  const moved = sqrtPrice * amount;
  if (!isInput && shifted <= moved) refuse('DivideByZero', 'more of token A is asked for than there is');
  const price = ceilDiv(product << Q64_BITS, isInput ? shifted + moved : shifted - moved);
  if (price > U128_MAX) refuse('NumberDownCastError', 'the next price does not fit u128');
  if (price < MIN_SQRT_PRICE) refuse('TokenMinSubceeded', 'the next price is below the least one');
  if (price > MAX_SQRT_PRICE) refuse('TokenMaxExceeded', 'the next price is above the highest one');
  return price;
}

/** The √price after an amount of token B is added or removed, rounded down (get_next_sqrt_price_from_b_round_down). */
function nextPriceFromB(sqrtPrice: bigint, liquidity: bigint, amount: bigint, isInput: boolean): bigint {
  if (liquidity === 0n) refuse('DivideByZero', 'there is no liquidity in range');
  const scaled = amount << Q64_BITS;
  const price = isInput ? sqrtPrice + scaled / liquidity : sqrtPrice - ceilDiv(scaled, liquidity);
  if (price < 0n || price > U128_MAX) refuse('SqrtPriceOutOfBounds', 'the next price is out of bounds');
  return price;
}

/** The √price after the swap's fixed amount, exact in (`isInput`) or exact out (get_next_sqrt_price). */
export function nextSqrtPrice(opts: {
  readonly sqrtPrice: bigint;
  readonly liquidity: bigint;
  readonly amount: bigint;
  readonly isInput: boolean;
  readonly aToB: boolean;
}): bigint {
  const { sqrtPrice, liquidity, amount, isInput, aToB } = opts;
  const next = isInput === aToB ? nextPriceFromA : nextPriceFromB;
  return next(sqrtPrice, liquidity, amount, isInput);
}
