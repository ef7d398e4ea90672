// Compares core/pools/meteoraDammV2 with Meteora's SDK on random swaps: node --import tsx bench/oracle/compareDamm.mjs [swaps] [seed]

import { dammCurve } from '../../core/pools/meteoraDammV2/curve.ts';
import { swapDammExactIn } from '../../core/pools/meteoraDammV2/swap.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { comparison, orCode } from './comparison.mjs';
import { randomPool } from './dammPools.mjs';
import { sdkSwap } from './dammSdk.mjs';
import { bySize } from './whirlpoolPools.mjs';

const SWAPS_PER_POOL = 10;
const U64_MAX = 2n ** 64n - 1n;
const CLOCK = 1_700_000_000;
const clock = { unixSeconds: CLOCK };

const run = comparison('Meteora DAMM v2 against @meteora-ag/cp-amm-sdk');
const { next } = run;

/** An amount of any size, or one at the end of the range, or one unit beside it. */
function amountFor(on) {
  const { capacity } = next(4) === 0 ? orCode(() => dammCurve(on).shape(U64_MAX)) : {};
  const amount = capacity === undefined ? bySize(next, next(3) === 0 ? 64 : 44) : capacity + BigInt(next(3) - 1);
  return amount < 1n ? 1n : amount > U64_MAX ? U64_MAX : amount;
}

function classOf(on, amountIn, ours, theirs) {
  if (ours.code !== undefined) {
    if (theirs.error === 'SwapDisabledError' && ours.code === 6003) return 'not open, 6003';
    if (theirs.error === 'PriceRangeViolationError' && [6007, 6015].includes(ours.code))
      return `beyond the range, ${ours.code}`;
    if (ours.code === 6006 && theirs.amountOut === 0n) return 'nothing comes out, 6006';
    // The SDK does not check the ends of the integers.
    if (ours.code === 6000 && theirs.amountOut + theirs.fee > U64_MAX) return 'the output leaves u64, 6000';
    return undefined;
  }
  const same =
    ours.amountIn === amountIn &&
    ours.amountOut === theirs.amountOut &&
    ours.fee === theirs.fee &&
    ours.protocolFee === theirs.protocolFee &&
    ours.pool.sqrtPrice === theirs.sqrtPrice &&
    // The curve, which the router uses, agrees on the amounts that fit.
    dammCurve(on).amountOut(amountIn) === ours.amountOut;
  if (!same) return undefined;
  const direction = on.mintIn === on.pool.mintX ? 'down' : 'up';
  const fee = ours.feeMint === on.mintIn ? 'input' : 'output';
  return `equal, ${direction}, ${on.pool.dynamicFee === null ? 'flat' : 'dynamic'} fee on the ${fee}`;
}

for (let done = 0; done < run.swaps; ) {
  const plain = randomPool(next, CLOCK);
  const pool = { kind: 'meteora-damm-v2', address: 'damm', mintX: SOL.mint, mintY: USDC.mint, ...plain };
  for (let i = 0; i < SWAPS_PER_POOL; i++, done++) {
    const xForY = next(2) === 0;
    const on = { pool, mintIn: xForY ? pool.mintX : pool.mintY, clock };
    const amountIn = amountFor(on);
    const ours = orCode(() => swapDammExactIn({ ...on, amountIn }));
    const theirs = sdkSwap(plain, xForY, amountIn, CLOCK);
    const name = classOf(on, amountIn, ours, theirs);
    if (name === undefined) run.mismatch({ pool, xForY, amountIn, theirs, ours });
    else run.count(name);
  }
}
run.report();
