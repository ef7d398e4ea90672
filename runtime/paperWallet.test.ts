import { createHmac } from 'node:crypto';
import { createKeyPairFromPrivateKeyBytes, getAddressFromPublicKey, signBytes } from '@solana/kit';
import { describe, expect, it } from 'vitest';
import { createPaperWallets } from './paperWallet.ts';

const secret = 'a secret for tests that is long enough';

describe('createPaperWallets', () => {
  it('derives the address and signs as Kit does with the same seed', async () => {
    const wallets = createPaperWallets({ secret });
    const seed = createHmac('sha256', secret).update('trader-1').digest();
    const pair = await createKeyPairFromPrivateKeyBytes(new Uint8Array(seed));
    expect(wallets.walletAddress('trader-1')).toBe(await getAddressFromPublicKey(pair.publicKey));
    const message = new TextEncoder().encode('a message');
    const signature = wallets.signMessage({ traderId: 'trader-1', message });
    expect(new Uint8Array(signature)).toEqual(new Uint8Array(await signBytes(pair.privateKey, message)));
  });

  it('gives traders different wallets, the same again after it forgot them', () => {
    const wallets = createPaperWallets({ secret, limit: 2 });
    const first = wallets.walletAddress('a');
    expect(new Set(['a', 'b', 'c', 'd'].map((id) => wallets.walletAddress(id))).size).toBe(4);
    expect(wallets.walletAddress('a')).toBe(first);
    expect(createPaperWallets({ secret: `${secret}2` }).walletAddress('a')).not.toBe(first);
  });
});
