import { base58Decode } from '../../core/transaction/base58.ts';

const KEY_BYTES = 32;
/** The prime of the field, 2^255 - 19. */
const P = 2n ** 255n - 19n;
/** The bit of an encoded point that says which of its two x is meant. */
const SIGN_BIT = 1n << 255n;

const ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

/**
 * The y of the curve's eight points of small order (Chen, Cremers, Jackson and Zhao, "Taming the many EdDSAs"; libsodium refuses the same): of
 * order 1, 2, 4 and 8. For such a public key signatures can be made without any private key.
 */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([1n, P - 1n, 0n, ORDER_8, P - ORDER_8]);

/**
 * True for an ed25519 public key in base58 that has small order or a non-canonical encoding: no wallet has such a key, and anybody can make valid
 * signatures for some of them.
 */
export function isForgeableKey(address: string): boolean {
  const bytes = base58Decode(address, KEY_BYTES);
  if (bytes === undefined) return false;
  const y = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`) & (SIGN_BIT - 1n);
  return y >= P || SMALL_ORDER.has(y);
}
