import type { DlmmShape } from '../../core/pools/meteoraDlmm/dlmmShapes.ts';
import type { ConcentratedDepth } from './concentratedPoolModel.ts';

/** How much lies in a pair's pools, in whole USDC at reference prices. */
export type PairDepth = {
  /** Each side of the CPMM pool. */
  readonly cpmmSide: bigint;
  /** All bins of the DLMM pool, their shape around the reference price, and how many there are to each side. */
  readonly dlmm: { readonly total: bigint; readonly shape: DlmmShape; readonly radius: number };
};

/**
 * One SOL hardly moves SOL/USDC (7.5 million a side), 5,000 SOL do. The bins reach beyond where the fair price can go (2.3 % for a token in
 * USDC, 4.8 % for a cross) and leave room for trades on top.
 */
const PAIR_DEPTHS: Readonly<Record<string, PairDepth>> = {
  'SOL/USDC': { cpmmSide: 7_500_000n, dlmm: { total: 2_400_000n, shape: 'curve', radius: 80 } },
  'SOL/USDT': { cpmmSide: 3_000_000n, dlmm: { total: 1_000_000n, shape: 'spot', radius: 80 } },
  'USDT/USDC': { cpmmSide: 4_000_000n, dlmm: { total: 6_000_000n, shape: 'curve', radius: 60 } },
  'JUP/SOL': { cpmmSide: 1_200_000n, dlmm: { total: 500_000n, shape: 'spot', radius: 45 } },
  'JUP/USDC': { cpmmSide: 1_500_000n, dlmm: { total: 600_000n, shape: 'bid-ask', radius: 40 } },
  'BONK/SOL': { cpmmSide: 800_000n, dlmm: { total: 400_000n, shape: 'spot', radius: 24 } },
  'BONK/USDC': { cpmmSide: 1_000_000n, dlmm: { total: 450_000n, shape: 'curve', radius: 40 } },
  'RAY/SOL': { cpmmSide: 900_000n, dlmm: { total: 400_000n, shape: 'bid-ask', radius: 45 } },
  'RAY/USDC': { cpmmSide: 1_000_000n, dlmm: { total: 400_000n, shape: 'spot', radius: 40 } },
};

/** Where nothing is said of a pair. */
const ORDINARY_DEPTH: PairDepth = { cpmmSide: 1_000_000n, dlmm: { total: 400_000n, shape: 'spot', radius: 45 } };

/** The depth of a pair's pools. */
export function depthOf(pair: string): PairDepth {
  return PAIR_DEPTHS[pair] ?? ORDINARY_DEPTH;
}

/** The positions of Whirlpools: the widest reaches beyond where the fair price can go, and leaves room for trades on top. */
const WHIRLPOOL_DEPTHS: Readonly<Record<string, ConcentratedDepth>> = {
  'SOL/USDC': {
    total: 3_000_000n,
    shapes: [
      { reach: 60, weight: 2 },
      { reach: 160, weight: 4 },
      { reach: 400, weight: 6 },
      { reach: 1_000, weight: 5 },
    ],
  },
  'SOL/USDT': {
    total: 1_200_000n,
    shapes: [
      { reach: 120, weight: 3 },
      { reach: 400, weight: 5 },
      { reach: 1_000, weight: 4 },
    ],
  },
};

/** The positions of Raydium CLMM pools, as those of Whirlpools. */
const CLMM_DEPTHS: Readonly<Record<string, ConcentratedDepth>> = {
  'SOL/USDC': {
    total: 3_600_000n,
    shapes: [
      { reach: 45, weight: 2 },
      { reach: 110, weight: 4 },
      { reach: 280, weight: 6 },
      { reach: 700, weight: 6 },
    ],
  },
};

/** Where nothing is said of a pair. */
const ORDINARY_CONCENTRATED_DEPTH: ConcentratedDepth = {
  total: 500_000n,
  shapes: [
    { reach: 200, weight: 2 },
    { reach: 600, weight: 4 },
    { reach: 1_500, weight: 4 },
  ],
};

/** The depth of a pair's Whirlpool. */
export function whirlpoolDepthOf(pair: string): ConcentratedDepth {
  return WHIRLPOOL_DEPTHS[pair] ?? ORDINARY_CONCENTRATED_DEPTH;
}

/** The depth of a pair's Raydium CLMM pool. */
export function clmmDepthOf(pair: string): ConcentratedDepth {
  return CLMM_DEPTHS[pair] ?? ORDINARY_CONCENTRATED_DEPTH;
}
