import fc from 'fast-check';
import { expect, test } from 'vitest';
import { venueOf } from '../pools/all/poolKinds.ts';
import { deliveredToNextHop } from '../routing/legPlan.ts';
import { computeUnitsOf } from '../routing/networkFee.ts';
import { legFootprint } from '../routing/poolGraph.ts';
import type { Leg } from '../routing/route.ts';
import { routeKindOf, routePaths } from '../routing/routePaths.ts';
import { MAX_ACCOUNTS, MAX_TRANSACTION_BYTES, transactionSize } from '../routing/transactionSize.ts';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { LISTED_POOLS } from '../testing/usualListing.ts';
import type { Mint } from '../tokens/token.ts';
import { base58Encode } from './base58.ts';
import { compileSwap } from './compileSwap.ts';
import { decodeTransaction } from './decodeTransaction.ts';
import { samplePool, WORST_ACTIVE_IDS } from './testing/sampleSwaps.ts';
import { wireTransaction } from './wire.ts';

const memo = '01890a5d-ac96-774b-bcce-b302099a8057:3';
const wallet = base58Encode(new Uint8Array(32).fill(7));
const blockhash = base58Encode(new Uint8Array(32).fill(9));
const signature = new Uint8Array(64).fill(1);

/** A path of one to three hops, each over one to three of the pair's listed pools; the draws select them. */
function randomLegs(start: Mint, draws: readonly number[]): Leg[] {
  const legs: Leg[] = [];
  const met = new Set<Mint>([start]);
  let [mintIn, into] = [start, 1_000_000_007n];
  const [hops = 0, ...rest] = draws;
  for (let hop = 0; hop <= hops % 3; hop++) {
    const others = LISTED_POOLS.flatMap(({ mintX, mintY }) =>
      mintX === mintIn ? [mintY] : mintY === mintIn ? [mintX] : [],
    );
    const open = [...new Set(others)].filter((mint) => !met.has(mint));
    const mintOut = open[(rest[hop * 2] ?? 0) % Math.max(open.length, 1)];
    if (mintOut === undefined) break;
    const pools = LISTED_POOLS.filter(
      ({ mintX, mintY }) => [mintX, mintY].includes(mintIn) && [mintX, mintY].includes(mintOut),
    );
    const draw = rest[hop * 2 + 1] ?? 0;
    const count = 1 + (draw % pools.length);
    for (const pool of [...pools.slice(draw % 3), ...pools].slice(0, count)) {
      if (legs.some((leg) => leg.pool === pool.address)) continue;
      const amounts = {
        amountIn: into / BigInt(count),
        amountOut: 500_000_000n,
        fee: 1n,
        feeMint: mintIn,
        computeUnits: 90_001,
      };
      legs.push({ venue: venueOf(pool), pool: pool.address, mintIn, mintOut, ...amounts, priceImpactPpm: 0 });
    }
    met.add(mintOut);
    [mintIn, into] = [mintOut, deliveredToNextHop(500_000_000n * BigInt(count))];
  }
  return legs;
}

test('a transaction is never larger than the router computes, and contains the planned legs', async () => {
  const starts = [...new Set(LISTED_POOLS.flatMap(({ mintX, mintY }) => [mintX, mintY]))];
  let compiled = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...starts),
      fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
      fc.constantFrom(...WORST_ACTIVE_IDS),
      async (mintIn, draws, activeId) => {
        const legs = randomLegs(mintIn, draws);
        const pools = LISTED_POOLS.map((listed) => samplePool(listed, activeId));
        const size = transactionSize(
          legs.flatMap((leg) =>
            pools
              .filter(({ address }) => address === leg.pool)
              .map((pool) => ({ ...leg, footprint: legFootprint(pool, leg.mintIn) })),
          ),
        );
        const last = legs.at(-1);
        if (last === undefined || size.accounts > MAX_ACCOUNTS) return;
        const { mintOut } = last;
        const amountOut = legs.filter((leg) => leg.mintOut === mintOut).reduce((sum, leg) => sum + leg.amountOut, 0n);
        const kind = routeKindOf(routePaths({ mintIn, legs }));
        const route = { kind, mintIn, mintOut, amountIn: 1_000_000_007n, amountOut, priceImpactPpm: 0, legs };
        const { message } = await compileSwap({ route, minOut: 1n, pools, wallet, memo, blockhash });
        const wire = wireTransaction({ message, signature });
        expect(wire.length).toBe(size.bytes);
        if (wire.length > MAX_TRANSACTION_BYTES) return;
        compiled++;
        const decoded = decodeTransaction(wire);
        expect(decoded.accounts.length).toBe(size.accounts);
        const limit = decoded.instructions.find((instruction) => instruction.kind === 'compute-unit-limit');
        expect(limit?.units).toBe(computeUnitsOf(legs));
      },
    ),
    propertyRuns(150),
  );
  expect(compiled).toBeGreaterThan(20);
}, 60_000);
