import { LISTED_POOLS } from '../core/market/listing.ts';
import type { PoolAddress } from '../core/pools/pool.ts';
import { programOf } from '../core/pools/poolPrograms.ts';
import type { PriceAccountIndex } from './execute.ts';
import { createMarketModel } from './market/marketModel.ts';
import { ORDINARY_MARKET } from './market/marketSettings.ts';

/** Which of a pool's derived accounts (bin arrays, tick arrays) an account is, for every one that exists of any listed pool. */
export async function knownPriceAccounts(): Promise<PriceAccountIndex> {
  const model = createMarketModel({ seed: '', settings: ORDINARY_MARKET });
  const indexes = new Map<string, number>();
  for (const listed of LISTED_POOLS) {
    const program = programOf(listed);
    for (const index of model.priceAccountsOf(listed.address)) {
      indexes.set(`${listed.address} ${await program.priceAccountAddress(listed.address, index)}`, index);
    }
  }
  return (pool: PoolAddress, account: string) => indexes.get(`${pool} ${account}`);
}
