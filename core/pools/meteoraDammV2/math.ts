import type { LegFootprint, PoolMath } from '../poolMath.ts';
import { SWAP_DATA_BYTES } from '../swapData.ts';
import { dammCurve } from './curve.ts';
import { DAMM_AUTHORITY, DAMM_EVENT_AUTHORITY, DAMM_PROGRAM, DAMM_SWAP_ACCOUNTS } from './dammAccounts.ts';
import { decodeDammState, encodeDammState } from './dammState.ts';
import type { DammV2State, ListedDammV2Pool, MeteoraDammV2Pool } from './pool.ts';
import { DAMM_REFUSALS } from './refusals.ts';
import { swapDammExactIn } from './swap.ts';

/**
 * The maximum usage of `swap`, and the request, a fifth above it. The compiled program (cp_amm.so of MeteoraAg/damm-v2-sdk at 1872ee3, in litesvm
 * 1.5.0) used 12,454 to 20,734 in 10,465 swaps, with a token program that takes 105 a transfer; the classic one takes 6,200, and there are two
 * transfers.
 */
const COMPUTE_UNITS = { used: 33_000, asked: 39_600 } as const;

/** Accounts of `swap`: the pool and two vaults belong to this leg alone; other legs may share program, vault authority and event authority. */
const FOOTPRINT: LegFootprint = {
  ownAccounts: 3,
  sharedAccounts: [DAMM_PROGRAM, DAMM_AUTHORITY, DAMM_EVENT_AUTHORITY],
  namesMints: true,
  places: DAMM_SWAP_ACCOUNTS,
  dataBytes: SWAP_DATA_BYTES,
  computeUnits: COMPUTE_UNITS.asked,
};

export const meteoraDammV2Math: PoolMath<MeteoraDammV2Pool, ListedDammV2Pool, DammV2State> = {
  name: 'meteora-damm-v2',
  refusals: DAMM_REFUSALS,
  curve: dammCurve,
  swapExactIn: swapDammExactIn,
  isOpen: ({ enabled }) => enabled,
  nearPrice: (pool) => pool,
  encodeState: encodeDammState,
  decodeState: decodeDammState,
  priceAccounts: () => [],
  computeUnits: () => COMPUTE_UNITS,
  footprint: () => FOOTPRINT,
};
