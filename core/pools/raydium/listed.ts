import type { WireOf } from '../listedPool.ts';

/** The fee rates of both programs. */
export type RaydiumRates = {
  /** Parts of 1,000,000 of the input. */
  readonly tradeFeeRate: bigint;
  /** Parts of 1,000,000 of the trade fee. */
  readonly protocolFeeRate: bigint;
  readonly fundFeeRate: bigint;
};

/** The accounts that the swap instructions of both programs name. */
export type RaydiumAccounts = {
  readonly config: string;
  readonly vaultX: string;
  readonly vaultY: string;
  readonly observation: string;
};

/** The rates of a listed pool, from the wire. */
export function readRates(listed: WireOf<RaydiumRates>): RaydiumRates {
  return {
    tradeFeeRate: BigInt(listed.tradeFeeRate),
    protocolFeeRate: BigInt(listed.protocolFeeRate),
    fundFeeRate: BigInt(listed.fundFeeRate),
  };
}
