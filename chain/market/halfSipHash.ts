/** A 64-bit key as two 32-bit words, the low one first. */
export type HashKey = readonly [number, number];

function rotl(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/**
 * HalfSipHash-2-4 of two 32-bit words (8 bytes, little-endian), 32 bits out, unsigned: a keyed hash, so that prices seen tell nothing of
 * prices to come, and cheap enough to be asked again in place of storing anything. Reference: veorq/SipHash, halfsiphash.c.
 */
export function halfSipHash(key: HashKey, low: number, high: number): number {
  let v0 = key[0] | 0;
  let v1 = key[1] | 0;
  let v2 = 0x6c796765 ^ key[0];
  let v3 = 0x74656462 ^ key[1];
  const rounds = (count: number) => {
    for (let i = 0; i < count; i++) {
      v0 = (v0 + v1) | 0;
      v1 = rotl(v1, 5) ^ v0;
      v0 = rotl(v0, 16);
      v2 = (v2 + v3) | 0;
      v3 = rotl(v3, 8) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = rotl(v3, 7) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = rotl(v1, 13) ^ v2;
      v2 = rotl(v2, 16);
    }
  };
  // The last word of the input carries its length in bytes, 8, in the top byte.
  for (const word of [low | 0, high | 0, 8 << 24]) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
  v2 ^= 0xff;
  rounds(4);
  return (v1 ^ v3) >>> 0;
}
