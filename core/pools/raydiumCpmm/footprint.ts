import type { LegFootprint } from '../poolMath.ts';
import { SWAP_DATA_BYTES } from '../swapData.ts';
import { CPMM_AUTHORITY, CPMM_PROGRAM } from './cpmmAccounts.ts';

/**
 * Accounts of swap_base_input: pool, two vaults and observation belong to this leg alone; other legs may share program, authority and the fee
 * tier's config.
 */
export function cpmmFootprint(opts: { readonly config: string; readonly computeUnits: number }): LegFootprint {
  return {
    ownAccounts: 4,
    sharedAccounts: [CPMM_PROGRAM, CPMM_AUTHORITY, opts.config],
    namesMints: true,
    places: 13,
    dataBytes: SWAP_DATA_BYTES,
    computeUnits: opts.computeUnits,
  };
}
