// Compares core/pools/raydiumCpmm with Raydium's SDK on random swaps: node --import tsx bench/oracle/compareCpmm.mjs [swaps] [seed]

import { quoteCpmmExactIn } from '../../core/pools/raydiumCpmm/cpmmSwap.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { comparison, orCode } from './comparison.mjs';
import { cpmmQuote } from './cpmmSdk.mjs';
import { bySize } from './whirlpoolPools.mjs';

const U64_MAX = 2n ** 64n - 1n;
const TIERS = [0, 2_500, 10_000, 20_000, 40_000];

const run = comparison('Raydium CPMM against @raydium-io/raydium-sdk-v2');
const { next } = run;

for (let done = 0; done < run.swaps; done++) {
  const pool = {
    kind: 'raydium-cpmm',
    address: 'cpmm',
    mintX: SOL.mint,
    mintY: USDC.mint,
    reserveX: bySize(next, 62),
    reserveY: bySize(next, 62),
    tradeFeeRate: BigInt(next(6) === 0 ? next(1_000_000) : TIERS[next(TIERS.length)]),
    protocolFeeRate: BigInt([0, 120_000, 250_000][next(3)]),
    fundFeeRate: BigInt([0, 40_000][next(2)]),
  };
  const xForY = next(2) === 0;
  const reserveIn = xForY ? pool.reserveX : pool.reserveY;
  const any = next(4) === 0 ? reserveIn / BigInt(1 + next(2_000)) + BigInt(next(3)) : bySize(next, 63);
  const amountIn = any < 1n ? 1n : any;
  const ours = orCode(() => quoteCpmmExactIn({ pool, mintIn: xForY ? pool.mintX : pool.mintY, amountIn }));
  const theirs = cpmmQuote(pool, xForY ? 'x-to-y' : 'y-to-x', 'exact-in', amountIn);
  const direction = xForY ? 'down' : 'up';
  if (ours.code === 2505 && theirs.amountOut === '0') run.count('nothing comes out, 2505');
  else if (ours.code === 14 && reserveIn + amountIn > U64_MAX) run.count('the vault would leave u64, 14');
  else if (['amountIn', 'amountOut', 'fee', 'protocolFee'].every((name) => `${ours[name]}` === theirs[name]))
    run.count(`equal, ${direction}, ${amountIn > reserveIn ? 'more than the reserve' : 'less than the reserve'}`);
  else run.mismatch({ pool, xForY, amountIn, theirs, ours });
}
run.report();
