/** The largest integer whose square is at most `n`, for n ≥ 0 (Newton's iteration from above). */
export function integerSqrt(n: bigint): bigint {
  if (n < 2n) return n;
  // n < 16^digits, so the first guess is above the root by less than a factor of four and few iterations remain.
  let guess = 1n << BigInt(n.toString(16).length * 2);
  for (;;) {
    const next = (guess + n / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
