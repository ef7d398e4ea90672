import { getBase58Decoder } from '@solana/kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base58Decode, base58Encode } from './base58.ts';

describe('base58', () => {
  it('encodes and decodes like Kit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = base58Encode(bytes);
        expect(text).toBe(getBase58Decoder().decode(bytes));
        expect(base58Decode(text, bytes.length)).toEqual(bytes);
      }),
    );
  });

  it('refuses other alphabets and lengths', () => {
    for (const text of ['0', 'O', 'I', 'l', 'é', ' ', '1']) expect(base58Decode(text, 32)).toBeUndefined();
    expect(base58Decode(base58Encode(new Uint8Array(33).fill(255)), 32)).toBeUndefined();
    expect(base58Decode('z'.repeat(100_000), 32)).toBeUndefined();
  });
});
