import type { DlmmParameters, ListedDlmmPool } from '../pools/meteoraDlmm/dlmmPool.ts';
import type { ListedWhirlpool } from '../pools/orcaWhirlpool/pool.ts';
import type { ListedPool, PoolAddress } from '../pools/pool.ts';
import type { ListedClmmPool } from '../pools/raydiumClmm/pool.ts';
import type { ListedCpmmPool } from '../pools/raydiumCpmm/cpmmPool.ts';
import { BONK, JUP, RAY, SOL, type Token, USDC, USDT } from '../tokens/token.ts';
import {
  CLMM_ACCOUNTS,
  CLMM_CONFIG_ACCOUNTS,
  CPMM_ACCOUNTS,
  CPMM_CONFIG_ACCOUNTS,
  DLMM_ACCOUNTS,
  WHIRLPOOL_ACCOUNTS,
} from './poolAccounts.ts';

/** The listed pairs, X/Y: prices are Y per X. Each has one or more pools. */
export const PAIR_NAMES = [
  'SOL/USDC',
  'SOL/USDT',
  'USDT/USDC',
  'JUP/SOL',
  'JUP/USDC',
  'BONK/SOL',
  'BONK/USDC',
  'RAY/SOL',
  'RAY/USDC',
] as const;
export type PairName = (typeof PAIR_NAMES)[number];

/** Of the trade fee, what the protocol and the fund take: a common configuration of Raydium's programs. */
const RAYDIUM_PROTOCOL_FEE_RATE = 120_000n;
const RAYDIUM_FUND_FEE_RATE = 40_000n;

function cpmm(pair: PairName, x: Token, y: Token, tradeFeeRate: keyof typeof CPMM_CONFIG_ACCOUNTS): ListedCpmmPool {
  const { pool, ...accounts } = CPMM_ACCOUNTS[pair];
  return {
    kind: 'raydium-cpmm',
    pair,
    address: pool as PoolAddress,
    mintX: x.mint,
    mintY: y.mint,
    tradeFeeRate: BigInt(tradeFeeRate),
    protocolFeeRate: RAYDIUM_PROTOCOL_FEE_RATE,
    fundFeeRate: RAYDIUM_FUND_FEE_RATE,
    accounts: { config: CPMM_CONFIG_ACCOUNTS[tradeFeeRate], ...accounts },
  };
}

/** Base fee of a preset, parts of 1e9: baseFactor × binStep × 10. */
type DlmmPreset = Pick<DlmmParameters, 'binStep' | 'baseFactor' | 'variableFeeControl' | 'maxVolatilityAccumulator'>;

/** 0.02 %: pairs that hardly move. */
const STABLE: DlmmPreset = {
  binStep: 1,
  baseFactor: 20_000,
  variableFeeControl: 2_000_000,
  maxVolatilityAccumulator: 100_000,
};
/** 0.2 %: the deepest pair. */
const MAJOR: DlmmPreset = {
  binStep: 10,
  baseFactor: 20_000,
  variableFeeControl: 40_000,
  maxVolatilityAccumulator: 350_000,
};
/** 0.25 %. */
const MIDDLE: DlmmPreset = {
  binStep: 20,
  baseFactor: 12_500,
  variableFeeControl: 20_000,
  maxVolatilityAccumulator: 350_000,
};
/** 1 %: pairs that move most. */
const WILD: DlmmPreset = {
  binStep: 50,
  baseFactor: 20_000,
  variableFeeControl: 7_500,
  maxVolatilityAccumulator: 250_000,
};

function dlmm(pair: PairName, x: Token, y: Token, preset: DlmmPreset): ListedDlmmPool {
  const { pool, ...accounts } = DLMM_ACCOUNTS[pair];
  return {
    kind: 'meteora-dlmm',
    pair,
    address: pool as PoolAddress,
    mintX: x.mint,
    mintY: y.mint,
    parameters: {
      ...preset,
      baseFeePowerFactor: 0,
      filterPeriod: 30,
      decayPeriod: 600,
      reductionFactor: 5_000,
      protocolShare: 500,
    },
    accounts,
  };
}

/** The tick spacing of each CLMM fee tier, parts of 1,000,000. A lower tier than CPMM's would win every order, and venues would not compete. */
const CLMM_SPACING = { 2500: 60 } as const satisfies Record<keyof typeof CLMM_CONFIG_ACCOUNTS, number>;

/** The chain's clock starts at 0, and a pool takes swaps only after its opening time. */
const OPEN_BEFORE_GENESIS = -1;

function clmm(
  pair: keyof typeof CLMM_ACCOUNTS,
  x: Token,
  y: Token,
  tradeFeeRate: keyof typeof CLMM_CONFIG_ACCOUNTS,
): ListedClmmPool {
  const { pool, ...accounts } = CLMM_ACCOUNTS[pair];
  return {
    kind: 'raydium-clmm',
    pair,
    address: pool as PoolAddress,
    mintX: x.mint,
    mintY: y.mint,
    tickSpacing: CLMM_SPACING[tradeFeeRate],
    tradeFeeRate: BigInt(tradeFeeRate),
    protocolFeeRate: RAYDIUM_PROTOCOL_FEE_RATE,
    fundFeeRate: RAYDIUM_FUND_FEE_RATE,
    openTime: OPEN_BEFORE_GENESIS,
    accounts: { config: CLMM_CONFIG_ACCOUNTS[tradeFeeRate], ...accounts },
  };
}

/** Of a Whirlpool's fee, what the protocol takes, parts of 10,000: the program's usual share. */
const WHIRLPOOL_PROTOCOL_FEE_RATE = 1_300n;

/**
 * The tick spacing of each fee, parts of 1,000,000. The fee authority may set a pool's fee apart from the tier of its spacing: at the 16 bps of
 * spacing 16 Orca would win nearly every order, and venues would not compete.
 */
const WHIRLPOOL_SPACING = { 2500: 16, 3000: 64 } as const;

/** A Whirlpool: the bytes of X's mint come before those of Y's. */
function whirlpool(
  pair: keyof typeof WHIRLPOOL_ACCOUNTS,
  x: Token,
  y: Token,
  feeRate: keyof typeof WHIRLPOOL_SPACING,
): ListedWhirlpool {
  const { pool, ...accounts } = WHIRLPOOL_ACCOUNTS[pair];
  return {
    kind: 'orca-whirlpool',
    pair,
    address: pool as PoolAddress,
    mintX: x.mint,
    mintY: y.mint,
    tickSpacing: WHIRLPOOL_SPACING[feeRate],
    feeRate: BigInt(feeRate),
    protocolFeeRate: WHIRLPOOL_PROTOCOL_FEE_RATE,
    accounts,
  };
}

/** Every pool that the engine trades on. Fee tiers and bin steps suit the pair: a fee must cover what the price moves between arbitrages. */
export const LISTED_POOLS: readonly ListedPool[] = [
  cpmm('SOL/USDC', SOL, USDC, 2500),
  dlmm('SOL/USDC', SOL, USDC, MAJOR),
  whirlpool('SOL/USDC', SOL, USDC, 2500),
  clmm('SOL/USDC', SOL, USDC, 2500),
  cpmm('SOL/USDT', SOL, USDT, 2500),
  dlmm('SOL/USDT', SOL, USDT, MAJOR),
  whirlpool('SOL/USDT', SOL, USDT, 2500),
  cpmm('USDT/USDC', USDT, USDC, 2500),
  dlmm('USDT/USDC', USDT, USDC, STABLE),
  cpmm('JUP/SOL', JUP, SOL, 2500),
  dlmm('JUP/SOL', JUP, SOL, MIDDLE),
  whirlpool('JUP/SOL', JUP, SOL, 3000),
  cpmm('JUP/USDC', JUP, USDC, 2500),
  dlmm('JUP/USDC', JUP, USDC, MIDDLE),
  cpmm('BONK/SOL', BONK, SOL, 10000),
  dlmm('BONK/SOL', BONK, SOL, WILD),
  cpmm('BONK/USDC', BONK, USDC, 2500),
  dlmm('BONK/USDC', BONK, USDC, MIDDLE),
  cpmm('RAY/SOL', RAY, SOL, 2500),
  dlmm('RAY/SOL', RAY, SOL, MIDDLE),
  clmm('RAY/SOL', RAY, SOL, 2500),
  cpmm('RAY/USDC', RAY, USDC, 2500),
  dlmm('RAY/USDC', RAY, USDC, MIDDLE),
];

const byAddress = new Map<string, ListedPool>(LISTED_POOLS.map((pool) => [pool.address, pool]));

/** The listed pool at an address, or undefined. */
export function poolAt(address: string): ListedPool | undefined {
  return byAddress.get(address);
}

/** The listed pool at an address that is known to be listed. Throws RangeError otherwise. */
export function listedPool(address: string): ListedPool {
  const pool = byAddress.get(address);
  if (pool === undefined) throw new RangeError(`no pool with the address ${address} is listed`);
  return pool;
}
