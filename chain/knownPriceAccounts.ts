import { programOf } from '../core/pools/all/poolPrograms.ts';
import type { PriceAccountIndex } from './execute.ts';
import type { MarketModel } from './market/marketModel.ts';

/** Which of a pool's derived accounts (bin arrays, tick arrays) an account is, for every one that exists of any open pool. */
export async function knownPriceAccounts(model: MarketModel): Promise<PriceAccountIndex> {
  const indexes = new Map<string, number>();
  for (const { listed, isOpen } of model.listing.pools) {
    if (!isOpen) continue;
    const program = programOf(listed);
    for (const index of model.priceAccountsOf(listed.address)) {
      indexes.set(`${listed.address} ${await program.priceAccountAddress(listed.address, index)}`, index);
    }
  }
  return (pool, account) => indexes.get(`${pool} ${account}`);
}
