import { LISTED_POOLS } from '../core/market/listing.ts';
import type { PoolAddress } from '../core/pools/pool.ts';
import { binArrayIndexOf } from '../core/routing/binArraysOf.ts';
import { binArrayAddress } from '../core/transaction/derivedAddresses.ts';
import type { BinArrayIndex } from './execute.ts';
import { createMarketModel } from './market/marketModel.ts';
import { ORDINARY_MARKET } from './market/marketSettings.ts';

/** Which bin array an account is, for every array that any listed pool's bins lie in, and its neighbours. */
export async function knownBinArrays(): Promise<BinArrayIndex> {
  const model = createMarketModel({ seed: '', settings: ORDINARY_MARKET });
  const indexes = new Map<string, number>();
  for (const { venue, address } of LISTED_POOLS) {
    const pool = venue === 'meteora' ? model.poolAt({ pool: address, slot: 0, row: undefined }) : undefined;
    if (pool?.venue !== 'meteora') continue;
    const first = binArrayIndexOf(pool.bins[0]?.id ?? 0) - 1;
    const last = binArrayIndexOf(pool.bins.at(-1)?.id ?? 0) + 1;
    for (let index = first; index <= last; index++) {
      indexes.set(`${address} ${await binArrayAddress(address, index)}`, index);
    }
  }
  return (pool: PoolAddress, account: string) => indexes.get(`${pool} ${account}`);
}
