import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';

/** The parameters of a volatility fee, named as in the program; its bin step is always 1 basis point. */
export type DammDynamicFee = {
  /** Seconds: within the first period the references stay, after the second the volatility is reset. */
  readonly filterPeriod: number;
  readonly decayPeriod: number;
  /** The part of the volatility that remains between the two periods, parts of 10,000. */
  readonly reductionFactor: number;
  readonly variableFeeControl: number;
  readonly maxVolatilityAccumulator: number;
};

/** The state that a swap leaves for the fee of the next one. */
export type DammVolatility = {
  /** Steps of 1 basis point of √price from the reference, times two, times 10,000. */
  readonly accumulator: number;
  readonly reference: number;
  /** √(Y per X in base units), Q64.64. */
  readonly sqrtPriceReference: bigint;
  /** Unix seconds of the last swap that moved the price by a step. */
  readonly lastUpdateTimestamp: number;
};

/** The constant part of a pool. */
type DammParameters = {
  /** The ends of the one range that holds all liquidity, √price, Q64.64. */
  readonly sqrtMinPrice: bigint;
  readonly sqrtMaxPrice: bigint;
  /** Parts of 1,000,000,000. */
  readonly baseFee: bigint;
  /** The protocol's part of the fee. */
  readonly protocolFeePercent: number;
  /** 0: the fee is taken from the output. 1: the fee is always Y, taken from the input where the input is Y. */
  readonly collectFeeMode: 0 | 1;
  /** 0: the whole fee is at most 50 %. 1: at most 99 %. */
  readonly feeVersion: 0 | 1;
  /** Unix seconds; every swap before it is refused. */
  readonly activationPoint: number;
  /** Null: there is only the base fee. */
  readonly dynamicFee: DammDynamicFee | null;
};

/**
 * A Meteora DAMM v2 pool (the program cp-amm): one range of constant liquidity. Token A is X, token B is Y. A pool must not be listed while its base
 * fee changes (schedulers by time or market cap, rate limiter), when its fee is compounded (collect fee mode 2), before an opening by slot, or when one
 * of its tokens takes a transfer fee: these are not modelled. A scheduler by time that has ended leaves a flat fee, an opening that has passed is 0.
 * Growth of fees, rewards and the vaults are left out: they move no amount of a swap, and what a range holds fits u64.
 */
export type MeteoraDammV2Pool = PoolBase &
  DammParameters & {
    readonly kind: 'meteora-damm-v2';
    readonly enabled: boolean;
    /** √(Y per X in base units), Q64.64. */
    readonly sqrtPrice: bigint;
    /** Liquidity times 2^64, u128. */
    readonly liquidity: bigint;
    /** Null for a pool with only the base fee. */
    readonly volatility: DammVolatility | null;
  };

/** A pool as listed, with the accounts that its swap instruction names. */
export type ListedDammV2Pool = ListedPoolBase &
  DammParameters & {
    readonly kind: 'meteora-damm-v2';
    readonly accounts: { readonly vaultX: string; readonly vaultY: string };
  };

/** A pool's state on the wire; big numbers are decimal text. */
export type DammV2State = {
  readonly kind: 'meteora-damm-v2';
  readonly pool: string;
  readonly enabled: boolean;
  readonly sqrtPrice: string;
  readonly liquidity: string;
  readonly volatility: (Omit<DammVolatility, 'sqrtPriceReference'> & { readonly sqrtPriceReference: string }) | null;
};
