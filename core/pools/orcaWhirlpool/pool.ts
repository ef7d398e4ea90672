import type { Mint } from '../../tokens/token.ts';
import type { PoolAddress, SwapQuote } from '../pool.ts';

/** An initialised tick: where positions begin or end. Crossing it upwards adds `liquidityNet`, downwards subtracts it. */
export type WhirlpoolTick = { readonly index: number; readonly liquidityNet: bigint };

/**
 * An Orca Whirlpool with a fixed fee (no adaptive fee): concentrated liquidity between ticks. Token A is X, token B is Y.
 * `ticks` are the initialised ticks, ascending by index; a tick whose `liquidityNet` is 0 still splits a swap into steps.
 * Fee growth and rewards are left out: they move no amount of a swap.
 */
export type OrcaWhirlpoolPool = {
  readonly kind: 'orca-whirlpool';
  readonly address: PoolAddress;
  readonly mintX: Mint;
  readonly mintY: Mint;
  readonly tickSpacing: number;
  /** Parts of 1,000,000 of the input. */
  readonly feeRate: bigint;
  /** The protocol's part of the fee, parts of 10,000. */
  readonly protocolFeeRate: bigint;
  /** √(Y per X in base units), Q64.64. */
  readonly sqrtPrice: bigint;
  /** The program's `tick_current_index`: at a boundary it depends on the direction that the price came from. */
  readonly tick: number;
  /** Liquidity in range, u128. */
  readonly liquidity: bigint;
  readonly ticks: readonly WhirlpoolTick[];
};

export type WhirlpoolSwapResult = SwapQuote & { readonly pool: OrcaWhirlpoolPool };
