import { performance } from 'node:perf_hooks';
import type { Pool, PoolAddress } from '../core/pools/all/pool.ts';
import { quoteExactIn, swapExactIn } from '../core/pools/all/swap.ts';
import type { DlmmBin, MeteoraDlmmPool } from '../core/pools/meteoraDlmm/dlmmPool.ts';
import { binPrice, Q64 } from '../core/pools/meteoraDlmm/dlmmPrice.ts';
import { USUAL_PARAMETERS } from '../core/pools/meteoraDlmm/testing/usualParameters.ts';
import type { RaydiumCpmmPool } from '../core/pools/raydiumCpmm/cpmmPool.ts';
import { bestRoute } from '../core/routing/bestRoute.ts';
import { JUP, RAY } from '../core/testing/usualListing.ts';
import { type Mint, SOL, USDC } from '../core/tokens/token.ts';

/**
 * Prints the cost of one quote and one route, p50 and p99 in microseconds. Every call gets a different amount on the same snapshot, like the
 * orders of one slot; the rows `new snapshot` get new pools with each call, like the first order of a slot.
 */

const CLOCK = { unixSeconds: 1_000_000 };
const RUNS = 4_000;
const WARM_UP = 1_000;

type PairOptions = { readonly address: string; readonly mintX: Mint; readonly mintY: Mint };

function cpmm(opts: PairOptions & { readonly reserveX: bigint; readonly reserveY: bigint }): RaydiumCpmmPool {
  const { address, ...fields } = opts;
  return {
    ...fields,
    kind: 'raydium-cpmm',
    address: address as PoolAddress,
    tradeFeeRate: 2_500n,
    protocolFeeRate: 120_000n,
    fundFeeRate: 40_000n,
  };
}

/** A DLMM pair with `side` bins on each side of the active one, each worth `binX` of X. */
function dlmm(
  opts: PairOptions & { readonly activeId: number; readonly side: number; readonly binX: bigint },
): MeteoraDlmmPool {
  const { binStep } = USUAL_PARAMETERS;
  const bins: DlmmBin[] = [];
  for (let id = opts.activeId - opts.side; id <= opts.activeId + opts.side; id++) {
    const y = (opts.binX * binPrice(binStep, id)) / Q64;
    bins.push({ id, x: id >= opts.activeId ? opts.binX : 0n, y: id <= opts.activeId ? y : 0n });
  }
  return {
    kind: 'meteora-dlmm',
    address: opts.address as PoolAddress,
    mintX: opts.mintX,
    mintY: opts.mintY,
    parameters: USUAL_PARAMETERS,
    volatility: {
      volatilityAccumulator: 0,
      volatilityReference: 0,
      indexReference: opts.activeId,
      lastUpdateTimestamp: CLOCK.unixSeconds,
    },
    activeId: opts.activeId,
    enabled: true,
    bins,
    binArrays: [-70, -69, -68, -67, -66, -20, -19, -18, 48, 49, 50],
  };
}

function quantile(sorted: readonly number[], part: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return (value * 1_000).toFixed(1).padStart(9);
}

type Row = { readonly name: string; readonly run: (index: number) => unknown };
const rows: Row[] = [];

function measure(name: string, run: Row['run']): void {
  rows.push({ name, run });
}

/** All rows are run before any is measured, since a trading process has run all of this code. */
function printRows(): void {
  for (const { run } of rows) for (let index = 0; index < WARM_UP; index++) run(index);
  for (const { name, run } of rows) {
    const times: number[] = [];
    for (let index = 0; index < RUNS; index++) {
      const start = performance.now();
      run(index);
      times.push(performance.now() - start);
    }
    times.sort((left, right) => left - right);
    console.log(`${name.padEnd(52)} p50 ${quantile(times, 0.5)} µs   p99 ${quantile(times, 0.99)} µs`);
  }
}

const PAIR = { mintX: SOL.mint, mintY: USDC.mint };
const SOL_BIN = 100_000_000_000n;
const cpmmSol = cpmm({ ...PAIR, address: 'cpmm', reserveX: 50_000_000_000_000n, reserveY: 7_500_000_000_000n });
const dlmmSol = dlmm({ ...PAIR, address: 'dlmm', activeId: -4742, side: 80, binX: SOL_BIN });
const jitter = (index: number): bigint => BigInt(index * 7_919);

const quote = (pool: Pool, amount: bigint) => (index: number) =>
  quoteExactIn({ pool, mintIn: SOL.mint, amountIn: amount + jitter(index), clock: CLOCK });

measure('CPMM quote', quote(cpmmSol, 1_000_000_000n));
measure('CPMM swap', (index) =>
  swapExactIn({ pool: cpmmSol, mintIn: SOL.mint, amountIn: 1_000_000_000n + jitter(index), clock: CLOCK }),
);
measure('DLMM quote, 1 bin', quote(dlmmSol, 1_000_000_000n));
measure('DLMM quote, 20 bins', quote(dlmmSol, SOL_BIN * 19n));
measure('DLMM quote, 60 bins', quote(dlmmSol, SOL_BIN * 59n));
measure('DLMM swap, 20 bins', (index) =>
  swapExactIn({ pool: dlmmSol, mintIn: SOL.mint, amountIn: SOL_BIN * 19n + jitter(index), clock: CLOCK }),
);

const route = (pools: readonly Pool[], mintIn: Mint, mintOut: Mint, amount: bigint) => (index: number) =>
  bestRoute({ pools, mintIn, mintOut, amountIn: amount + jitter(index), clock: CLOCK });

const routeAnew = (pools: readonly Pool[], mintIn: Mint, mintOut: Mint, amount: bigint) => (index: number) =>
  route(
    pools.map((pool) => ({ ...pool })),
    mintIn,
    mintOut,
    amount,
  )(index);

const cpmmToo = cpmm({ ...PAIR, address: 'cpmm-2', reserveX: 30_000_000_000_000n, reserveY: 4_480_000_000_000n });
const dlmmToo = dlmm({ ...PAIR, address: 'dlmm-2', activeId: -4741, side: 80, binX: SOL_BIN / 2n });
const direct = [cpmmSol, dlmmSol];
const [sol, usdc] = [SOL.mint, USDC.mint];
measure('route: CPMM + DLMM, 1 SOL', route(direct, sol, usdc, 1_000_000_000n));
measure('route: CPMM + DLMM, 500 SOL', route(direct, sol, usdc, 500_000_000_000n));
measure('route: CPMM + DLMM, 6,000 SOL over 60 bins', route(direct, sol, usdc, 6_000_000_000_000n));
measure('route: CPMM + DLMM, 500 SOL, new snapshot', routeAnew(direct, sol, usdc, 500_000_000_000n));
measure('route: CPMM + CPMM, 500 SOL', route([cpmmSol, cpmmToo], sol, usdc, 500_000_000_000n));
measure('route: DLMM + DLMM, 5,000 SOL', route([dlmmSol, dlmmToo], sol, usdc, 5_000_000_000_000n));
measure('route: DLMM + DLMM, 5,000 SOL, new snapshot', routeAnew([dlmmSol, dlmmToo], sol, usdc, 5_000_000_000_000n));
measure('route: CPMM + DLMM, 2,000 lamports', route(direct, sol, usdc, 2_000n));
measure('route: two of each, 500 SOL', route([...direct, cpmmToo, dlmmToo], sol, usdc, 500_000_000_000n));

const JUP_X = 1_000_000_000_000n;
const hops: Pool[] = [JUP, RAY].flatMap((token, index) => [
  cpmm({ address: `c-${index}-sol`, mintX: token.mint, mintY: sol, reserveX: JUP_X * 20n, reserveY: JUP_X * 80n }),
  dlmm({ address: `d-${index}-sol`, mintX: token.mint, mintY: sol, activeId: 3466, side: 60, binX: JUP_X / 10n }),
  cpmm({ address: `c-${index}-usdc`, mintX: token.mint, mintY: usdc, reserveX: JUP_X * 20n, reserveY: JUP_X * 12n }),
  dlmm({ address: `d-${index}-usdc`, mintX: token.mint, mintY: usdc, activeId: -1277, side: 60, binX: JUP_X / 10n }),
]);
const market = [...direct, ...hops];
measure('route: JUP to RAY, two hops only, 8 pools', route(market, JUP.mint, RAY.mint, 100_000_000_000n));
measure('route: JUP to USDC, direct and two hops', route(market, JUP.mint, usdc, 100_000_000_000n));
measure('route: JUP to USDC, large', route(market, JUP.mint, usdc, 3_000_000_000_000n));

// Twelve pools, four on each of three hops, and no other path.
const chain: Pool[] = [
  [JUP.mint, sol, JUP_X * 20n, JUP_X * 80n],
  [sol, usdc, 50_000_000_000_000n, 7_500_000_000_000n],
  [usdc, RAY.mint, 12_000_000_000_000n, 6_000_000_000_000n],
].flatMap(([mintX, mintY, reserveX, reserveY], hop) =>
  [10n, 9n, 8n, 7n].map((size) =>
    cpmm({
      address: `chain-${hop}-${size}`,
      mintX: mintX as Mint,
      mintY: mintY as Mint,
      reserveX: (BigInt(reserveX ?? 0) * size) / 10n,
      reserveY: (BigInt(reserveY ?? 0) * (size * 100n - 3n)) / 1_000n,
    }),
  ),
);
measure('route: JUP to RAY, three hops, 12 pools, small', route(chain, JUP.mint, RAY.mint, 100_000_000_000n));
measure('route: JUP to RAY, three hops, 12 pools, large', route(chain, JUP.mint, RAY.mint, 3_000_000_000_000n));
printRows();
