/** The largest amount that a token account, a pool or a bin can hold on chain. */
export const U64_MAX = (1n << 64n) - 1n;

/** The largest intermediate value of the programs' arithmetic. */
export const U128_MAX = (1n << 128n) - 1n;

/** Throws RangeError when an amount (base units) is outside u64, so that no instruction could contain it. */
export function assertU64(amount: bigint, name: string): void {
  if (amount < 0n || amount > U64_MAX) throw new RangeError(`${name} ${amount} is outside of u64`);
}
