import { poolAt } from '../market/listing.ts';
import type { Pool } from '../pools/pool.ts';
import type { Mint } from '../tokens/token.ts';
import { binArrayIndexesOf } from './binArraysOf.ts';
import { LEG_UNITS } from './networkFee.ts';

/** What a swap on a pool adds to a transaction. Wallet, token program, mints and the wallet's token accounts are there already. */
export type LegFootprint = {
  /** Accounts that no other leg names. */
  readonly ownAccounts: number;
  /** Accounts that legs on other pools may name too, the program among them: addresses, or a name for each. */
  readonly sharedAccounts: readonly string[];
  /** Places in the instruction's list of accounts. */
  readonly places: number;
  /** Bytes of the instruction's data. */
  readonly dataBytes: number;
  readonly computeUnits: number;
};

/** The footprint of a swap of `mintIn` on a pool, as swapInstructions writes it. */
export function legFootprint(pool: Pool, mintIn: Mint): LegFootprint {
  const computeUnits = LEG_UNITS[pool.venue];
  if (pool.venue === 'raydium') {
    const listed = poolAt(pool.address);
    const config = listed?.venue === 'raydium' ? listed.accounts.config : `config of ${pool.address}`;
    // Pool, two vaults, observation; program, authority and the fee tier's config.
    return {
      ownAccounts: 4,
      sharedAccounts: ['raydium-cpmm', 'raydium-cpmm authority', config],
      places: 13,
      dataBytes: 24,
      computeUnits,
    };
  }
  // Pool, two reserves, oracle and the bin arrays; program and event authority.
  const binArrays = binArrayIndexesOf(pool, mintIn).length;
  return {
    ownAccounts: 4 + binArrays,
    sharedAccounts: ['meteora-dlmm', 'meteora-dlmm event authority'],
    places: 15 + binArrays,
    dataBytes: 24,
    computeUnits,
  };
}
