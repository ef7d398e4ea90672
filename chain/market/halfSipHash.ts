/** A 64-bit key as two 32-bit words, the low one first. */
export type HashKey = readonly [number, number];

const LENGTH_WORD = 8 << 24;

/**
 * HalfSipHash-2-4 of two 32-bit words (8 bytes, little-endian), 32 bits out, unsigned: a keyed hash, so that past prices reveal nothing about
 * future prices, and fast enough to recompute prices instead of storing them. Reference: veorq/SipHash, halfsiphash.c.
 */
export function halfSipHash(key: HashKey, low: number, high: number): number {
  let v0 = key[0] | 0;
  let v1 = key[1] | 0;
  let v2 = 0x6c796765 ^ key[0];
  let v3 = 0x74656462 ^ key[1];
  // Three words, two rounds each: the last one carries the input's length in bytes, 8, in its top byte. Then four rounds to finish.
  // One loop over plain locals: a closure or a list of words makes it several times slower.
  for (let round = 0; round < 10; round++) {
    if (round === 0) {
      v3 ^= low;
    } else if (round === 2) {
      v0 ^= low;
      v3 ^= high;
    } else if (round === 4) {
      v0 ^= high;
      v3 ^= LENGTH_WORD;
    } else if (round === 6) {
      v0 ^= LENGTH_WORD;
      v2 ^= 0xff;
    }
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
  }
  return (v1 ^ v3) >>> 0;
}
