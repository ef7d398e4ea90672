import { describe, expect, it } from 'vitest';
import { LISTED_POOLS } from '../testing/usualListing.ts';
import { base58Encode } from './base58.ts';
import { compileSwap } from './compileSwap.ts';
import { decodeTransaction, InvalidInstruction } from './decodeTransaction.ts';
import { MalformedMessage, messageLayout } from './messageLayout.ts';
import { everyRoute, samplePool } from './testing/sampleSwaps.ts';
import { wireTransaction } from './wire.ts';

const pools = LISTED_POOLS.map((listed) => samplePool(listed, 5));
const wallet = base58Encode(new Uint8Array(32).fill(7));
const blockhash = base58Encode(new Uint8Array(32).fill(9));
const signature = new Uint8Array(64).fill(1);

async function sampleWire(at = 0) {
  const route = everyRoute()[at]?.route;
  if (route === undefined) throw new Error('no such route');
  const { message } = await compileSwap({ route, minOut: 1n, pools, wallet, memo: 'order:1', blockhash });
  return { message, wire: wireTransaction({ message, signature }) };
}

function outcome(wire: Uint8Array): 'decoded' | 'refused' {
  try {
    decodeTransaction(wire);
    return 'decoded';
  } catch (error) {
    if (error instanceof MalformedMessage || error instanceof InvalidInstruction) return 'refused';
    throw error;
  }
}

describe('decodeTransaction', () => {
  it('refuses bytes cut short at any place, and bytes too many', async () => {
    const { wire } = await sampleWire();
    for (let length = 0; length < wire.length; length++) expect(outcome(wire.subarray(0, length))).toBe('refused');
    expect(outcome(new Uint8Array([...wire, 0]))).toBe('refused');
    expect(outcome(wire)).toBe('decoded');
  });

  it('throws only its own errors, whichever byte is changed', async () => {
    const { wire } = await sampleWire(40);
    for (let at = 0; at < wire.length; at++) {
      for (const value of [0, 1, 127, 128, 255]) {
        const other = wire.slice();
        other[at] = value;
        outcome(other);
      }
    }
  });

  it('refuses a swap with an account that is not the pool’s', async () => {
    const { message } = await sampleWire();
    const layout = messageLayout(message);
    const swap = layout.instructions.findIndex((instruction) => instruction.dataLength === 24);
    const { accountsAt, accountCount } = layout.instructions[swap] ?? { accountsAt: 0, accountCount: 0 };
    expect(accountCount).toBe(13);
    // All accounts but the wallet's two token accounts, which any wallet may choose.
    for (const place of [0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12]) {
      const other = message.slice();
      other[accountsAt + place] = other[accountsAt + 4] ?? 0;
      expect(() => decodeTransaction(wireTransaction({ message: other, signature }))).toThrow(InvalidInstruction);
    }
  });

  it('shows how a swap wraps and unwraps', async () => {
    const { wire } = await sampleWire();
    const decoded = decodeTransaction(wire);
    expect(decoded.instructions.map(({ program, kind }) => `${program}: ${kind}`)).toEqual([
      'Compute Budget: compute-unit-limit',
      'Compute Budget: compute-unit-price',
      'Memo: memo',
      'Associated Token: create-token-account',
      'System: wrap-transfer',
      'Token: wrap-sync',
      'Associated Token: create-token-account',
      'Raydium CPMM: swap',
      'Token: unwrap',
    ]);
    expect(decoded.accounts[0]).toEqual({ address: wallet, signer: true, writable: true });
  });
});
