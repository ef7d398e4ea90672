import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';
import type { RaydiumAccounts, RaydiumRates } from '../raydium/listed.ts';

/** An initialised tick: the liquidity that is added when the price rises through it (removed when it falls). May be 0. */
export type ClmmTick = { readonly index: number; readonly liquidityNet: bigint };

type ClmmStatics = RaydiumRates & {
  readonly kind: 'raydium-clmm';
  readonly tickSpacing: number;
  /** Seconds of the chain's clock; a swap is refused with 2505 until after it. */
  readonly openTime: number;
};

/**
 * Raydium CLMM: concentrated liquidity between initialised ticks, the fee on the input. `ticks` are ascending and contain those of the snapshot.
 * Limit orders, dynamic fees and fees on the output, which the program has since May 2026, are not modelled: a pool that uses them must not be
 * listed. Fee growth and rewards do not affect a swap's amounts and are left out.
 */
export type RaydiumClmmPool = PoolBase &
  ClmmStatics & {
    /** False when the pool's status disables swaps: refused with 6000. */
    readonly enabled: boolean;
    /** Square root of Y per X, base units, Q64.64. */
    readonly sqrtPrice: bigint;
    /** The program's `tick_current`: on a boundary it depends on the direction from which the price came. */
    readonly tick: number;
    readonly liquidity: bigint;
    readonly ticks: readonly ClmmTick[];
  };

/** A Raydium CLMM pool as listed: its constant part, and the accounts that its swap instruction names besides the tick arrays. */
export type ListedClmmPool = ListedPoolBase & ClmmStatics & { readonly accounts: RaydiumAccounts };

/** A pool's state on the wire; numbers beyond 2^53 are decimal strings. */
export type ClmmState = {
  readonly kind: 'raydium-clmm';
  readonly pool: string;
  readonly enabled: boolean;
  readonly sqrtPrice: string;
  readonly tick: number;
  readonly liquidity: string;
  /** Ticks as [index, liquidityNet]: all of them, or in a delta the new and changed ones. */
  readonly ticks: readonly (readonly [number, string])[];
  /** Ticks of the previous state that are no longer in the snapshot. */
  readonly gone: readonly number[];
};
