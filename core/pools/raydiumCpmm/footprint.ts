import type { LegFootprint } from '../poolKind.ts';
import { SWAP_DATA_BYTES } from '../swapData.ts';
import { CPMM_AUTHORITY, CPMM_PROGRAM } from './cpmmAccounts.ts';
import type { ListedCpmmPool } from './cpmmPool.ts';

/** Accounts that swap_base_input names. */
const REFERENCES = 13;

export function cpmmFootprint({ address, mintX, mintY, accounts }: ListedCpmmPool): LegFootprint {
  const { config, vaultX, vaultY, observation } = accounts;
  return {
    accounts: [CPMM_PROGRAM, CPMM_AUTHORITY, config, address, vaultX, vaultY, observation, mintX, mintY],
    priceAccounts: 0,
    references: REFERENCES,
    dataBytes: SWAP_DATA_BYTES,
  };
}
