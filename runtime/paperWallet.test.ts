import { createHmac } from 'node:crypto';
import { createKeyPairFromPrivateKeyBytes, getAddressFromPublicKey, signBytes } from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { createPaperWallets, WrongWallet } from './paperWallet.ts';

const secret = 'a secret for tests that is long enough';

describe('createPaperWallets', () => {
  it('derives the address and signs as Kit does with the same seed', async () => {
    const wallets = createPaperWallets({ secret });
    const seed = createHmac('sha256', secret).update('trader-1').digest();
    const pair = await createKeyPairFromPrivateKeyBytes(new Uint8Array(seed));
    expect(wallets.walletAddress('trader-1')).toBe(await getAddressFromPublicKey(pair.publicKey));
    const message = new TextEncoder().encode('a message');
    const wallet = wallets.walletAddress('trader-1');
    const signature = wallets.signMessage({ traderId: 'trader-1', wallet, message });
    expect(new Uint8Array(signature)).toEqual(new Uint8Array(await signBytes(pair.privateKey, message)));
  });

  it('gives traders different wallets, the same again after it forgot them', () => {
    const wallets = createPaperWallets({ secret, limit: 2 });
    const first = wallets.walletAddress('a');
    expect(new Set(['a', 'b', 'c', 'd'].map((id) => wallets.walletAddress(id))).size).toBe(4);
    expect(wallets.walletAddress('a')).toBe(first);
    expect(createPaperWallets({ secret: `${secret}2` }).walletAddress('a')).not.toBe(first);
  });

  it('signs for no wallet that it does not hold', () => {
    const wallets = createPaperWallets({ secret });
    const wallet = createPaperWallets({ secret: `${secret}2` }).walletAddress('a');
    expect(() => wallets.signMessage({ traderId: 'a', wallet, message: new Uint8Array([1]) })).toThrow(WrongWallet);
    expect(wallets.fingerprint).not.toBe(createPaperWallets({ secret: `${secret}2` }).fingerprint);
    expect(wallets.fingerprint).not.toContain(secret);
  });
});
