import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pool, PoolAddress } from '../pools/all/pool.ts';
import { quoteExactIn } from '../pools/all/swap.ts';
import { dlmmPools } from '../pools/meteoraDlmm/testing/dlmmPools.ts';
import { PoolRefusal } from '../pools/poolRefusal.ts';
import { cpmmPools } from '../pools/raydiumCpmm/testing/cpmmPools.ts';
import { bySize } from '../pools/testing/bySize.ts';
import { CLOCK } from '../pools/testing/poolSamples.ts';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { JUP, RAY } from '../testing/usualListing.ts';
import { type Mint, SOL, USDC } from '../tokens/token.ts';
import { bestRoute } from './bestRoute.ts';
import { deliveredToNextHop } from './legPlan.ts';
import { legFootprint } from './poolGraph.ts';
import { bestPart, near } from './testing/bestPart.ts';
import { fitsTransaction } from './transactionSize.ts';

/** Brute force over every set of pools that fits a transaction, with the shares on a grid that is refined around its best. */

type Hop = { readonly mintIn: Mint; readonly mintOut: Mint; readonly pools: readonly Pool[] };

function outOf(pool: Pool, mintIn: Mint, amountIn: bigint): bigint {
  if (amountIn === 0n) return 0n;
  try {
    const quote = quoteExactIn({ pool, mintIn, amountIn, clock: CLOCK });
    return quote.amountIn === amountIn ? quote.amountOut : -1n;
  } catch (error) {
    if (error instanceof PoolRefusal) return -1n;
    throw error;
  }
}

/** The maximum output of parallel pools; -1 when they can't take the amount. */
function bestShared(hop: Hop, pools: readonly Pool[], amountIn: bigint): bigint {
  const [first, ...rest] = pools;
  if (first === undefined) return -1n;
  if (rest.length === 0) return outOf(first, hop.mintIn, amountIn);
  return bestPart(amountIn, (part) => {
    const one = outOf(first, hop.mintIn, part);
    if (one < 0n) return -1n;
    const others = part === amountIn ? 0n : bestShared(hop, rest, amountIn - part);
    return others < 0n ? -1n : one + others;
  });
}

type Choice = readonly { readonly hop: Hop; readonly pools: readonly Pool[] }[];

function subsets(pools: readonly Pool[]): Pool[][] {
  return pools.reduce<Pool[][]>((all, pool) => all.concat(all.map((set) => [...set, pool])), [[]]).slice(1);
}

function choices(path: readonly Hop[]): Choice[] {
  return path.reduce<Choice[]>(
    (all, hop) => all.flatMap((choice) => subsets(hop.pools).map((pools) => [...choice, { hop, pools }])),
    [[]],
  );
}

function fits(choice: Choice): boolean {
  return fitsTransaction(
    choice.flatMap(({ hop: { mintIn, mintOut }, pools }) =>
      pools.map((pool) => ({ mintIn, mintOut, footprint: legFootprint(pool, mintIn) })),
    ),
  );
}

function bestAlong(choice: Choice, amountIn: bigint): bigint {
  return choice.reduce((amount, { hop, pools }, i) => {
    const into = i === 0 ? amount : deliveredToNextHop(amount);
    return into <= 0n ? -1n : bestShared(hop, pools, into);
  }, amountIn);
}

const max = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);

type Ends = { readonly address: string; readonly mintX: Mint; readonly mintY: Mint };

/** Pools of trading size whose prices are close to one price. */
const deep = (ends: Ends) =>
  fc.oneof(
    { weight: 3, arbitrary: cpmmPools({ ...ends, minReserve: 1n << 38n, maxReserve: 1n << 42n }) },
    { weight: 1, arbitrary: dlmmPools({ ...ends, maxBinSize: 1n << 38n, maxBins: 8 }) },
  );

function hopPools(mintX: Mint, mintY: Mint, count: number): fc.Arbitrary<Hop> {
  const addresses = Array.from({ length: count }, (_, i) => `${mintX.slice(0, 4)}-${mintY.slice(0, 4)}-${i}`);
  return fc
    .tuple(...addresses.map((address) => deep({ address, mintX, mintY })))
    .map((pools) => ({ mintIn: mintX, mintOut: mintY, pools }));
}

const amounts = bySize({ min: 1n << 30n, max: 1n << 41n });

function routed(pools: readonly Pool[], mintIn: Mint, mintOut: Mint, amountIn: bigint): bigint {
  const decision = bestRoute({ pools, mintIn, mintOut, amountIn, clock: CLOCK });
  return decision.kind === 'route' ? decision.route.amountOut : 0n;
}

describe('against brute force over all sets of pools that fit a transaction', () => {
  test('any subset of four pools of one pair', () => {
    fc.assert(
      fc.property(hopPools(SOL.mint, USDC.mint, 4), amounts, (hop, amountIn) => {
        const best = max(
          choices([hop])
            .filter(fits)
            .map((choice) => bestAlong(choice, amountIn)),
        );
        expect(routed(hop.pools, hop.mintIn, hop.mintOut, amountIn)).toBeGreaterThanOrEqual(near(best));
      }),
      propertyRuns(8),
    );
  }, 60_000);

  test('two hops and three hops, each split where it fits', () => {
    const path = fc.oneof(
      fc.tuple(hopPools(JUP.mint, SOL.mint, 2), hopPools(SOL.mint, USDC.mint, 2)),
      fc.tuple(hopPools(JUP.mint, SOL.mint, 2), hopPools(SOL.mint, RAY.mint, 1), hopPools(RAY.mint, USDC.mint, 2)),
    );
    fc.assert(
      fc.property(path, amounts, (hops, amountIn) => {
        const best = max(
          choices(hops)
            .filter(fits)
            .map((choice) => bestAlong(choice, amountIn)),
        );
        const all = hops.flatMap(({ pools }) => pools);
        expect(routed(all, JUP.mint, USDC.mint, amountIn)).toBeGreaterThanOrEqual(near(best));
      }),
      propertyRuns(30),
    );
  }, 60_000);

  test('a direct path and one through another token side by side', () => {
    const both = fc.tuple(
      hopPools(JUP.mint, USDC.mint, 2),
      hopPools(JUP.mint, SOL.mint, 1),
      hopPools(SOL.mint, USDC.mint, 1),
    );
    fc.assert(
      fc.property(both, amounts, ([direct, first, second], amountIn) => {
        const through = choices([first, second]);
        const pairs = choices([direct]).flatMap((a) => through.map((b) => [a, b] as const));
        const sideBySide = pairs
          .filter(([a, b]) => fits([...a, ...b]))
          .map(([a, b]) =>
            bestPart(amountIn, (part) => {
              const one = part === 0n ? 0n : bestAlong(a, part);
              const other = part === amountIn ? 0n : bestAlong(b, amountIn - part);
              return one < 0n || other < 0n ? -1n : one + other;
            }),
          );
        const all = [...direct.pools, ...first.pools, ...second.pools];
        expect(routed(all, JUP.mint, USDC.mint, amountIn)).toBeGreaterThanOrEqual(near(max(sideBySide)));
      }),
      propertyRuns(12),
    );
  }, 60_000);
});

test('a worse first pool is chosen where the second one can not take all output of the better one', () => {
  const cpmm = (address: string, mintX: Mint, mintY: Mint, reserveX: bigint, reserveY: bigint): Pool => ({
    kind: 'raydium-cpmm',
    address: address as PoolAddress,
    mintX,
    mintY,
    reserveX,
    reserveY,
    tradeFeeRate: 2_500n,
    protocolFeeRate: 120_000n,
    fundFeeRate: 40_000n,
  });
  const full = (1n << 64n) - 1n - 950_000_000n;
  const pools = [
    cpmm('better', JUP.mint, SOL.mint, 10n ** 13n, 10n ** 13n),
    cpmm('worse', JUP.mint, SOL.mint, 10n ** 13n, 9n * 10n ** 12n),
    cpmm('full', SOL.mint, USDC.mint, full, 1n << 62n),
  ];
  const decision = bestRoute({ pools, mintIn: JUP.mint, mintOut: USDC.mint, amountIn: 10n ** 9n, clock: CLOCK });
  expect(decision.kind).toBe('route');
  if (decision.kind !== 'route') return;
  const into = decision.route.legs.find(({ pool }) => pool === 'full')?.amountIn ?? 0n;
  expect(into).toBeLessThanOrEqual(950_000_000n);
  expect(decision.route.legs.some(({ pool }) => pool === 'worse')).toBe(true);
});
