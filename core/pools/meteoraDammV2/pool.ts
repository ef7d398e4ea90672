import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';

/** What makes a volatility fee, as the program keeps it; its bin step is always 1 basis point. */
export type DammDynamicFee = {
  /** Seconds: within the first the references stay, after the second the volatility is forgotten. */
  readonly filterPeriod: number;
  readonly decayPeriod: number;
  /** Parts of 10,000 of the volatility that are left between the two. */
  readonly reductionFactor: number;
  readonly variableFeeControl: number;
  readonly maxVolatilityAccumulator: number;
};

/** What a swap leaves for the fee of the next one. */
export type DammVolatility = {
  /** Steps of 1 basis point of √price from the reference, times two, times 10,000. */
  readonly accumulator: number;
  readonly reference: number;
  /** √(Y per X in base units), Q64.64. */
  readonly sqrtPriceReference: bigint;
  /** Unix seconds of the last swap that moved the price by a step. */
  readonly lastUpdateTimestamp: number;
};

/** What never changes of a pool. */
type DammParameters = {
  /** Where the one range of all liquidity begins and ends, √price, Q64.64. */
  readonly sqrtMinPrice: bigint;
  readonly sqrtMaxPrice: bigint;
  /** Parts of 1,000,000,000. */
  readonly baseFee: bigint;
  /** The protocol's part of the fee. */
  readonly protocolFeePercent: number;
  /** 0: the fee is taken from what comes out. 1: it is always Y, from the input where Y comes in. */
  readonly collectFeeMode: 0 | 1;
  /** 0: the whole fee is at most 50 %. 1: at most 99 %. */
  readonly feeVersion: 0 | 1;
  /** Unix seconds; every swap before it is refused. */
  readonly activationPoint: number;
  /** Null: the base fee is all. */
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
    /** Null where the base fee is all. */
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
