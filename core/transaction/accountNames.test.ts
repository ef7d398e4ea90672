import { describe, expect, it } from 'vitest';
import { listedPool } from '../market/listing.ts';
import { POOL_KINDS } from '../pools/all/poolKinds.ts';
import { LISTED_POOLS } from '../testing/usualListing.ts';
import { accountNames } from './accountNames.ts';
import { base58Encode } from './base58.ts';
import { compileSwap } from './compileSwap.ts';
import { decodeTransaction } from './decodeTransaction.ts';
import { everyRoute, samplePool } from './testing/sampleSwaps.ts';
import { wireTransaction } from './wire.ts';

const pools = LISTED_POOLS.map((listed) => samplePool(listed, 5));
const wallet = base58Encode(new Uint8Array(32).fill(7));
const blockhash = base58Encode(new Uint8Array(32).fill(9));

it('the test routes contain every kind of pool', () => {
  const tried = new Set(everyRoute().flatMap(({ route }) => route.legs.map(({ pool }) => listedPool(pool).kind)));
  expect(tried).toEqual(new Set(POOL_KINDS.map((kind) => kind.name)));
});

describe('accountNames', () => {
  it('names every account of a transaction for any route', async () => {
    const kinds = new Set<string>();
    for (const { name, route } of everyRoute()) {
      if (kinds.has(`${route.kind} ${route.legs.map(({ venue }) => venue)}`)) continue;
      kinds.add(`${route.kind} ${route.legs.map(({ venue }) => venue)}`);
      const { message } = await compileSwap({ route, minOut: 1n, pools, wallet, memo: 'order:1', blockhash });
      const decoded = decodeTransaction(wireTransaction({ message, signature: new Uint8Array(64).fill(1) }));
      const names = accountNames(decoded);
      for (const { address } of decoded.accounts) expect(names.get(address), `${address} in ${name}`).toBeDefined();
      expect(names.get(wallet)).toBe('Trader’s wallet');
    }
    expect(kinds.size).toBeGreaterThanOrEqual(8);
  });
});
