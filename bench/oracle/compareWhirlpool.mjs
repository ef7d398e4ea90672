// Compares core/pools/orcaWhirlpool with Orca's SDK on random swaps: node --import tsx bench/oracle/compareWhirlpool.mjs [swaps] [seed]

import { swapWhirlpoolExactIn } from '../../core/pools/orcaWhirlpool/swap.ts';
import { sqrtPriceOfTick, tickOfSqrtPrice } from '../../core/pools/orcaWhirlpool/tickMath.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { bySize, randomPool, sequence } from './whirlpoolPools.mjs';
import { sdkQuote, sqrtPriceToTickIndex, tickIndexToSqrtPrice } from './whirlpoolSdk.mjs';

const SWAPS_PER_POOL = 10;
const U64_MAX = 2n ** 64n - 1n;

const swaps = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const next = sequence(seed);
const classes = new Map();
const mismatches = [];

const count = (name) => classes.set(name, (classes.get(name) ?? 0) + 1);

function ourSwap(pool, aToB, amountIn) {
  const ours = {
    kind: 'orca-whirlpool',
    address: 'whirlpool',
    mintX: SOL.mint,
    mintY: USDC.mint,
    ...pool,
    feeRate: BigInt(pool.feeRate),
    protocolFeeRate: BigInt(pool.protocolFeeRate),
    ticks: [...pool.ticks].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index),
  };
  try {
    return swapWhirlpoolExactIn({ pool: ours, mintIn: aToB ? SOL.mint : USDC.mint, amountIn, minOut: 0n });
  } catch (error) {
    if (error.code === undefined) throw error;
    return { code: error.code };
  }
}

/** Upwards, the program asks for the next array once the last usable tick of the third one is crossed; the SDK walks on to the array's end. */
function endsAtLastUsableTick(pool, aToB, code) {
  if (aToB || code !== 6038) return false;
  const size = 88 * pool.tickSpacing;
  const first = Math.floor((pool.tick + pool.tickSpacing) / size) * size;
  return pool.ticks.has(first + 3 * size - pool.tickSpacing);
}

function compare(pool, aToB, amountIn) {
  const theirs = sdkQuote(pool, aToB, amountIn);
  const ours = ourSwap(pool, aToB, amountIn);
  const direction = aToB ? 'down' : 'up';
  if (theirs.error !== undefined && ours.code !== undefined) return count(`both refuse, ${ours.code}: ${theirs.error}`);
  if (ours.code !== undefined && endsAtLastUsableTick(pool, aToB, ours.code))
    return count('third array used up, the SDK goes on');
  const same =
    ours.code === undefined &&
    theirs.error === undefined &&
    ours.amountIn === theirs.amountIn &&
    ours.amountOut === theirs.amountOut &&
    ours.fee === theirs.fee;
  if (!same) {
    mismatches.push({ pool, aToB, amountIn, theirs, ours });
    return count('MISMATCH');
  }
  const crossed = [...pool.ticks.keys()].filter((index) =>
    aToB ? index <= pool.tick && index > ours.pool.tick : index > pool.tick && index <= ours.pool.tick,
  ).length;
  const how =
    ours.amountIn < amountIn
      ? 'prices end'
      : crossed === 0
        ? 'within a range'
        : crossed < 5
          ? '1-4 ticks'
          : '5 ticks and more';
  return count(`equal, ${direction}, ${how}`);
}

for (let done = 0; done < swaps; ) {
  const pool = randomPool(next);
  if (sqrtPriceOfTick(pool.tick) !== tickIndexToSqrtPrice(pool.tick)) mismatches.push({ tick: pool.tick });
  if (tickOfSqrtPrice(pool.sqrtPrice) !== sqrtPriceToTickIndex(pool.sqrtPrice))
    mismatches.push({ price: pool.sqrtPrice });
  for (let i = 0; i < SWAPS_PER_POOL; i++, done++) {
    const amountIn = bySize(next, next(3) === 0 ? 64 : 44);
    compare(pool, next(2) === 0, amountIn > U64_MAX ? U64_MAX : amountIn);
  }
}

console.log(`Whirlpool against @orca-so/whirlpools-core: ${swaps} swaps, seed ${seed}`);
for (const [name, times] of [...classes].sort()) console.log(`${String(times).padStart(9)}  ${name}`);
console.log(`mismatches: ${mismatches.length}`);
for (const mismatch of mismatches.slice(0, 3)) console.dir(mismatch, { depth: 6 });
process.exitCode = mismatches.length === 0 ? 0 : 1;
