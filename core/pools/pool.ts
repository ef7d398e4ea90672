import type { Mint } from '../tokens/token.ts';

/** The venues whose pools the engine trades on. */
export const VENUES = ['raydium', 'meteora'] as const;
export type Venue = (typeof VENUES)[number];

/** A pool's account address, base58. */
export type PoolAddress = string & { readonly __brand: 'PoolAddress' };

/**
 * Raydium CPMM: a constant product pool. Reserves are in base units (u64), net of protocol and fund fees owed;
 * rates are parts of 1,000,000 (protocol and fund: parts of the trade fee).
 */
export type RaydiumCpmmPool = {
  readonly venue: 'raydium';
  readonly address: PoolAddress;
  readonly mintX: Mint;
  readonly mintY: Mint;
  readonly reserveX: bigint;
  readonly reserveY: bigint;
  readonly tradeFeeRate: bigint;
  readonly protocolFeeRate: bigint;
  readonly fundFeeRate: bigint;
};

/** One price bin: `x` and `y` are base units that lie in it. */
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
 * Meteora DLMM: liquidity in discrete price bins. `bins` are ascending by id and cover what the snapshot carries; ids that are
 * missing between them are empty. Price of a bin is Y per X.
 */
export type MeteoraDlmmPool = {
  readonly venue: 'meteora';
  readonly address: PoolAddress;
  readonly mintX: Mint;
  readonly mintY: Mint;
  readonly parameters: DlmmParameters;
  readonly volatility: DlmmVolatility;
  readonly activeId: number;
  /** False when the pair is disabled: a swap is refused with 6042. */
  readonly enabled: boolean;
  readonly bins: readonly DlmmBin[];
};

export type Pool = RaydiumCpmmPool | MeteoraDlmmPool;

/** What a swap needs to know beside the pool: the chain's clock at the slot of the snapshot, Unix seconds. */
export type SwapClock = { readonly unixSeconds: number };

/** What one swap on one pool would move. All amounts are base units. */
export type SwapQuote = {
  /** What the pool takes; less than asked only when liquidity ends (DLMM). */
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  /** Trade fee, in the input token, contained in amountIn. */
  readonly fee: bigint;
  /** The protocol's (and fund's) part of the fee. */
  readonly protocolFee: bigint;
};

/** What one swap on one pool does: the amounts of its quote, and the pool after it. */
export type SwapResult = SwapQuote & { readonly pool: Pool };

/**
 * The error codes that the engine meets from the venues' programs, and (`tokenOverflow`) from the token program when a vault's
 * balance would leave u64. DLMM names in its program: ExceededAmountSlippageTolerance, MathOverflow, TypeCastFailed,
 * CannotFindNonZeroLiquidityBinArrayId, InsufficientOutAmount, PoolDisabled; CPMM: ExceededSlippage, ZeroTradingTokens, and the
 * framework's RequireGtViolated for a zero amount.
 */
export const POOL_ERRORS = {
  tokenOverflow: 14,
  cpmmZeroOutput: 2505,
  cpmmSlippage: 6005,
  cpmmNoLiquidity: 6006,
  dlmmSlippage: 6003,
  dlmmMathOverflow: 6018,
  dlmmCastFailed: 6019,
  dlmmNoLiquidity: 6037,
  dlmmZeroOutput: 6039,
  dlmmDisabled: 6042,
} as const;

/** Thrown when a pool's program would refuse the swap; `code` is the program's own error number. */
export class PoolRefusal extends Error {
  override readonly name = 'PoolRefusal';
  readonly venue: Venue;
  readonly code: number;
  constructor(opts: { venue: Venue; code: number; message: string }) {
    super(opts.message);
    this.venue = opts.venue;
    this.code = opts.code;
  }
}
