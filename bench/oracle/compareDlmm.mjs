// Compares core/pools/meteoraDlmm with Meteora's SDK on random swaps: node --import tsx bench/oracle/compareDlmm.mjs [swaps] [seed]

import { DlmmLadder } from '../../core/pools/meteoraDlmm/dlmmLadder.ts';
import { swapDlmmExactIn } from '../../core/pools/meteoraDlmm/dlmmSwap.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { comparison, orCode } from './comparison.mjs';
import { binPriceOf, CLOCK, dlmmQuote, sdkPair } from './dlmmSdk.mjs';
import { bySize } from './whirlpoolPools.mjs';

const SWAPS_PER_POOL = 20;
const U64_MAX = 2n ** 64n - 1n;
const clock = { unixSeconds: CLOCK };
const AT_REST = 0;

const run = comparison('Meteora DLMM against @meteora-ag/dlmm');
const { next } = run;
const pick = (...values) => values[next(values.length)];

/** Bins around the active one, of any depth, some empty; prices of the pool within about a factor of 20,000. */
function randomPool() {
  const binStep = pick(1, 4, 10, 25, 100);
  const activeId = Math.round((next(20_000) - 10_000) / binStep);
  const [below, above] = [next(90), next(90)];
  const bits = 10 + next(45);
  const bins = [];
  for (let id = activeId - below; id <= activeId + above; id++) {
    const x = next(6) === 0 ? 0n : bySize(next, bits);
    const y = (x * binPriceOf(binStep, id)) >> 64n;
    bins.push({
      id,
      x: id > activeId ? x : id === activeId ? x / 2n : 0n,
      y: id < activeId ? y : id === activeId ? y / 2n : 0n,
    });
  }
  return {
    kind: 'meteora-dlmm',
    address: 'dlmm',
    mintX: SOL.mint,
    mintY: USDC.mint,
    parameters: {
      binStep,
      baseFactor: pick(0, 2_000, 10_000, 40_000),
      baseFeePowerFactor: 0,
      filterPeriod: 30,
      decayPeriod: 600,
      reductionFactor: 5_000,
      variableFeeControl: pick(0, 7_500, 40_000, 2_000_000),
      maxVolatilityAccumulator: 350_000,
      protocolShare: pick(0, 500, 1_000),
    },
    volatility: {
      volatilityAccumulator: next(2) === 0 ? AT_REST : next(350_001),
      volatilityReference: next(2) === 0 ? AT_REST : next(350_001),
      indexReference: activeId + next(61) - 30,
      lastUpdateTimestamp: CLOCK - pick(0, 10, 29, 30, 100, 599, 600, 5_000),
    },
    activeId,
    enabled: true,
    bins,
    binArrays: [...new Set(bins.map(({ id }) => Math.floor(id / 70)))],
  };
}

/** An amount of any size, or one at the end of a bin, or one unit beside it. */
function amountFor(on) {
  const rung = next(3) === 0 ? new DlmmLadder(on).rung(next(6)) : undefined;
  const amount = rung === undefined ? bySize(next, 63) >> BigInt(next(40)) : rung.lastInput + BigInt(next(3) - 1);
  return amount < 1n ? 1n : amount > U64_MAX ? U64_MAX : amount;
}

/** One base unit that reaches a bin is all fee. The SDK does not count it as fee; the program takes it for the protocol. */
function isCrumb(on, { amountIn, amountOut }) {
  const least = new DlmmLadder(on).fillExactOut(amountOut)?.amountIn;
  if (least === undefined || amountIn !== least + 1n) return false;
  const reachedBy = (amount) => swapDlmmExactIn({ ...on, amountIn: amount }).pool.activeId;
  return reachedBy(amountIn) !== reachedBy(least);
}

function classOf(on, ours, theirs, amountIn) {
  if (ours.code !== undefined) {
    if (theirs === null && ours.code === 6036) return 'liquidity ends, 6036';
    if (theirs?.amountOut === '0' && ours.code === 6039) return 'nothing comes out, 6039';
    return undefined;
  }
  const crumb = `${ours.fee}` !== theirs?.fee && isCrumb(on, ours) ? 1n : 0n;
  const same =
    theirs !== null &&
    `${ours.amountIn}` === theirs.amountIn &&
    `${ours.amountOut}` === theirs.amountOut &&
    `${ours.fee - crumb}` === theirs.fee &&
    `${ours.protocolFee - crumb}` === theirs.protocolFee;
  if (!same) return undefined;
  if (crumb > 0n) return 'equal but for the last unit, which is all fee';
  const direction = on.mintIn === on.pool.mintX ? 'down' : 'up';
  if (ours.amountIn < amountIn) return `equal, ${direction}, liquidity ends`;
  return `equal, ${direction}, ${ours.crossed === 0 ? 'one bin' : ours.crossed < 10 ? '2-10 bins' : 'more than 10 bins'}`;
}

for (let done = 0; done < run.swaps; ) {
  const pool = randomPool();
  const pair = sdkPair(pool);
  for (let i = 0; i < SWAPS_PER_POOL; i++, done++) {
    const xForY = next(2) === 0;
    const on = { pool, mintIn: xForY ? pool.mintX : pool.mintY, clock };
    const amountIn = amountFor(on);
    const ours = orCode(() => swapDlmmExactIn({ ...on, amountIn }));
    const theirs = dlmmQuote(pool, xForY ? 'x-to-y' : 'y-to-x', 'exact-in', amountIn, pair);
    const name = classOf(on, ours, theirs, amountIn);
    if (name === undefined) run.mismatch({ pool, xForY, amountIn, theirs, ours });
    else run.count(name);
  }
}
run.report();
