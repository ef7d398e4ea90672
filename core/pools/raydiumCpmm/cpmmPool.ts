import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';
import type { RaydiumAccounts, RaydiumRates } from '../raydium/listed.ts';

/** Raydium CPMM: a constant product pool. Reserves are in base units (u64), net of protocol and fund fees owed. */
export type RaydiumCpmmPool = PoolBase &
  RaydiumRates & {
    readonly kind: 'raydium-cpmm';
    readonly reserveX: bigint;
    readonly reserveY: bigint;
  };

/** A Raydium CPMM pool as listed. */
export type ListedCpmmPool = ListedPoolBase &
  RaydiumRates & { readonly kind: 'raydium-cpmm'; readonly accounts: RaydiumAccounts };

/** A CPMM pool's state on the wire: its reserves, decimal strings of base units. */
export type CpmmState = {
  readonly kind: 'raydium-cpmm';
  readonly pool: string;
  readonly x: string;
  readonly y: string;
};
