import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';

/** An initialised tick, where positions begin or end. Crossing it upwards adds `liquidityNet`, downwards subtracts it. */
export type WhirlpoolTick = { readonly index: number; readonly liquidityNet: bigint };

/** The constant part of a Whirlpool with a fixed fee. */
type WhirlpoolParameters = {
  readonly tickSpacing: number;
  /** Parts of 1,000,000 of the input. */
  readonly feeRate: bigint;
  /** The protocol's part of the fee, parts of 10,000. */
  readonly protocolFeeRate: bigint;
};

/**
 * An Orca Whirlpool with a fixed fee (no adaptive fee): concentrated liquidity between ticks. Token A is X, token B is Y.
 * `ticks` are the initialised ticks, ascending by index; a tick whose `liquidityNet` is 0 still splits a swap into steps.
 * Fee growth and rewards are left out: they move no amount of a swap.
 */
export type OrcaWhirlpoolPool = PoolBase &
  WhirlpoolParameters & {
    readonly kind: 'orca-whirlpool';
    /** √(Y per X in base units), Q64.64. */
    readonly sqrtPrice: bigint;
    /** The program's `tick_current_index`: at a boundary it depends on the direction from which the price came. */
    readonly tick: number;
    /** Liquidity in range, u128. */
    readonly liquidity: bigint;
    readonly ticks: readonly WhirlpoolTick[];
  };

/**
 * A Whirlpool as listed, with the accounts that its swap instruction names besides the tick arrays. The program requires the bytes of mint X to
 * sort before those of mint Y, and the oracle to be the address derived from "oracle" and the pool.
 */
export type ListedWhirlpool = ListedPoolBase &
  WhirlpoolParameters & {
    readonly kind: 'orca-whirlpool';
    readonly accounts: { readonly vaultX: string; readonly vaultY: string; readonly oracle: string };
  };

/** A Whirlpool's state on the wire; big numbers are decimal text. */
export type WhirlpoolState = {
  readonly kind: 'orca-whirlpool';
  readonly pool: string;
  readonly sqrtPrice: string;
  readonly tick: number;
  readonly liquidity: string;
  /** Initialised ticks as [index, liquidity net]. A tick of a delta replaces the previous one; null means that it is no longer initialised. */
  readonly ticks: readonly (readonly [index: number, liquidityNet: string | null])[];
};
