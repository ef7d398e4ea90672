import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';

/** One price bin: `x` and `y` are its holdings in base units. */
export type DlmmBin = { readonly id: number; readonly x: bigint; readonly y: bigint };

/** Static parameters of a Meteora DLMM pair, named as in the program's StaticParameters. */
export type DlmmParameters = {
  readonly binStep: number;
  readonly baseFactor: number;
  readonly baseFeePowerFactor: number;
  /** Seconds. */
  readonly filterPeriod: number;
  /** Seconds. */
  readonly decayPeriod: number;
  /** Parts of 10,000. */
  readonly reductionFactor: number;
  readonly variableFeeControl: number;
  readonly maxVolatilityAccumulator: number;
  /** Protocol's part of the fee, parts of 10,000. */
  readonly protocolShare: number;
};

/** Variable parameters of a Meteora DLMM pair, named as in the program's VariableParameters. */
export type DlmmVolatility = {
  readonly volatilityAccumulator: number;
  readonly volatilityReference: number;
  readonly indexReference: number;
  /** Unix seconds of the chain's clock. */
  readonly lastUpdateTimestamp: number;
};

/**
 * Meteora DLMM: liquidity in discrete price bins. `bins` are ascending by id and contain the bins of the snapshot; ids missing between them are
 * empty. The price of a bin is Y per X.
 */
export type MeteoraDlmmPool = PoolBase & {
  readonly kind: 'meteora-dlmm';
  readonly parameters: DlmmParameters;
  readonly volatility: DlmmVolatility;
  readonly activeId: number;
  /** False when the pair is disabled: a swap is refused with 6042. */
  readonly enabled: boolean;
  readonly bins: readonly DlmmBin[];
  /** Indexes of the existing bin array accounts, ascending: of the whole pool, or those near the active bin in a snapshot. */
  readonly binArrays: readonly number[];
};

/** A Meteora DLMM pair as listed: its static parameters, and the accounts that its swap instruction names besides the bin arrays. */
export type ListedDlmmPool = ListedPoolBase & {
  readonly kind: 'meteora-dlmm';
  readonly parameters: DlmmParameters;
  readonly accounts: { readonly reserveX: string; readonly reserveY: string; readonly oracle: string };
};

/** A DLMM pair's state on the wire. A bin of a change replaces the previous one, and is removed when both amounts are 0. */
export type DlmmState = {
  readonly kind: 'meteora-dlmm';
  readonly pool: string;
  readonly activeId: number;
  readonly enabled: boolean;
  readonly volatility: DlmmVolatility;
  /** Bins near the active one as [id, x, y], base units as decimal strings. */
  readonly bins: readonly (readonly [id: number, x: string, y: string])[];
  /** Indexes of the existing bin arrays near the active bin, ascending. */
  readonly arrays: readonly number[];
};
