/** The largest token amount that a Solana token account or instruction can hold, 2^64 - 1 base units. */
export const U64_MAX = 18_446_744_073_709_551_615n;

/** A canonical decimal string of base units: ASCII digits, no sign, no leading zero, at most 20 digits. */
const CANONICAL = /^(0|[1-9][0-9]{0,19})$/;

/** Parses a decimal string of base units (0 to U64_MAX). Returns undefined for anything else: signs, fractions, exponents, other digits. */
export function parseBaseUnits(text: string): bigint | undefined {
  if (!CANONICAL.test(text)) return undefined;
  const value = BigInt(text);
  return value <= U64_MAX ? value : undefined;
}
