import { generateKeyPairSync } from 'node:crypto';
import { getPublicKeyFromAddress, signatureBytes, verifySignature, address as walletAddress } from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { base58Encode } from '../../core/transaction/base58.ts';
import { walletChallengeBody } from './authEndpoints.ts';
import { isForgeableKey } from './forgeableKey.ts';

/** Small-order points and their non-canonical spellings: the list of libsodium, with both signs. */
const FORGEABLE = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  // Not of small order, but y is not below the prime.
  'f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].flatMap((hex) => {
  const plain = Buffer.from(hex, 'hex');
  const signed = Buffer.from(plain);
  signed[31] = (signed[31] ?? 0) | 0x80;
  return [plain, signed];
});

describe('a key for which signatures can be forged', () => {
  it.each(FORGEABLE.map((bytes) => [bytes.toString('hex'), base58Encode(bytes)]))('is refused: %s', (_, address) => {
    expect(isForgeableKey(address)).toBe(true);
    expect(walletChallengeBody.safeParse({ address }).success).toBe(false);
  });

  it('is a danger: an invented signature verifies', async () => {
    const identity = Buffer.alloc(32);
    identity[0] = 1;
    // R is the identity, S is 0: S·B = R + k·A holds for every message.
    const madeUp = Buffer.concat([identity, Buffer.alloc(32)]);
    const key = await getPublicKeyFromAddress(walletAddress(base58Encode(identity)));
    const verifies = await verifySignature(key, signatureBytes(madeUp), Buffer.from('any message'));
    expect(verifies).toBe(true);
  });

  it('is not the key of a real wallet', () => {
    for (let i = 0; i < 50; i += 1) {
      const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
      const address = base58Encode(Buffer.from(x ?? '', 'base64url'));
      expect(isForgeableKey(address)).toBe(false);
      expect(walletChallengeBody.safeParse({ address }).success).toBe(true);
    }
  });
});
