import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';

/**
 * Raydium CPMM: a constant product pool. Reserves are in base units (u64), net of protocol and fund fees owed;
 * rates are parts of 1,000,000 (protocol and fund: parts of the trade fee).
 */
export type RaydiumCpmmPool = PoolBase & {
  readonly kind: 'raydium-cpmm';
  readonly reserveX: bigint;
  readonly reserveY: bigint;
  readonly tradeFeeRate: bigint;
  readonly protocolFeeRate: bigint;
  readonly fundFeeRate: bigint;
};

/** A Raydium CPMM pool as listed: rates as in RaydiumCpmmPool, and the accounts that its swap instruction names. */
export type ListedCpmmPool = ListedPoolBase & {
  readonly kind: 'raydium-cpmm';
  readonly tradeFeeRate: bigint;
  readonly protocolFeeRate: bigint;
  readonly fundFeeRate: bigint;
  readonly accounts: {
    readonly config: string;
    readonly vaultX: string;
    readonly vaultY: string;
    readonly observation: string;
  };
};

/** A CPMM pool's state on the wire: its reserves, decimal strings of base units. */
export type CpmmState = {
  readonly kind: 'raydium-cpmm';
  readonly pool: string;
  readonly x: string;
  readonly y: string;
};
