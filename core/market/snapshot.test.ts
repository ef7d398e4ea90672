import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedPool, Pool } from '../pools/all/pool.ts';
import type { ListedDammV2Pool } from '../pools/meteoraDammV2/pool.ts';
import { dammPools } from '../pools/meteoraDammV2/testing/dammPools.ts';
import { binArrayIndexOf } from '../pools/meteoraDlmm/binArrayIndex.ts';
import type { ListedDlmmPool, MeteoraDlmmPool } from '../pools/meteoraDlmm/dlmmPool.ts';
import { SNAPSHOT_BIN_RADIUS } from '../pools/meteoraDlmm/dlmmState.ts';
import type { ListedWhirlpool } from '../pools/orcaWhirlpool/pool.ts';
import { whirlpools } from '../pools/orcaWhirlpool/testing/whirlpools.ts';
import type { ListedClmmPool } from '../pools/raydiumClmm/pool.ts';
import { clmmPools } from '../pools/raydiumClmm/testing/clmmPools.ts';
import { LISTED_POOLS } from '../testing/usualListing.ts';
import {
  applySnapshot,
  decodeMarket,
  encodeMarket,
  type Market,
  nearPrice,
  SnapshotGap,
  unknownIn,
} from './snapshot.ts';
import { chainSnapshot, type MarketSnapshot, marketSnapshot } from './snapshotSchema.ts';

const amount = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });

function dlmmPool(listed: ListedDlmmPool): fc.Arbitrary<MeteoraDlmmPool> {
  return fc
    .record({
      activeId: fc.integer({ min: -60, max: 60 }),
      enabled: fc.boolean(),
      at: fc.nat({ max: 5 }),
      bins: fc.uniqueArray(fc.record({ id: fc.integer({ min: -120, max: 120 }), x: amount, y: amount }), {
        selector: (bin) => bin.id,
        maxLength: 80,
      }),
    })
    .map(({ activeId, enabled, at, bins }) => ({
      kind: 'meteora-dlmm',
      address: listed.address,
      mintX: listed.mintX,
      mintY: listed.mintY,
      parameters: listed.parameters,
      volatility: {
        volatilityAccumulator: at,
        volatilityReference: 0,
        indexReference: activeId,
        lastUpdateTimestamp: at,
      },
      activeId,
      enabled,
      bins: bins.sort((a, b) => a.id - b.id),
      binArrays: [...new Set(bins.map(({ id }) => binArrayIndexOf(id)))],
    }));
}

function whirlpool({ pair: _pair, accounts: _accounts, ...parameters }: ListedWhirlpool): fc.Arbitrary<Pool> {
  return whirlpools().map((pool) => nearPrice({ ...pool, ...parameters }));
}

function clmm({ pair: _pair, accounts: _accounts, ...parameters }: ListedClmmPool): fc.Arbitrary<Pool> {
  return clmmPools().map((pool) => nearPrice({ ...pool, ...parameters }));
}

function damm({ pair: _pair, accounts: _accounts, ...parameters }: ListedDammV2Pool): fc.Arbitrary<Pool> {
  return dammPools().map((pool) => ({ ...pool, ...parameters }));
}

function anyPool(listed: ListedPool): fc.Arbitrary<Pool> {
  if (listed.kind === 'meteora-dlmm') return dlmmPool(listed);
  if (listed.kind === 'orca-whirlpool') return whirlpool(listed);
  if (listed.kind === 'raydium-clmm') return clmm(listed);
  if (listed.kind === 'meteora-damm-v2') return damm(listed);
  const { address, mintX, mintY, tradeFeeRate, protocolFeeRate, fundFeeRate } = listed;
  return fc.record({ reserveX: amount, reserveY: amount }).map((reserves) => ({
    kind: 'raydium-cpmm',
    address,
    mintX,
    mintY,
    ...reserves,
    tradeFeeRate,
    protocolFeeRate,
    fundFeeRate,
  }));
}

const listed = LISTED_POOLS.slice(0, 5);
const market: fc.Arbitrary<Omit<Market, 'slot'>> = fc.record({
  clock: fc.record({ unixSeconds: fc.nat() }),
  listingVersion: fc.constant('usual:1'),
  pools: fc.tuple(...listed.map(anyPool)).map((pools) => pools.map(nearPrice)),
});

/** Over the wire and back. */
function wired(opts: Parameters<typeof encodeMarket>[0]) {
  return marketSnapshot.parse(JSON.parse(JSON.stringify(encodeMarket(opts))));
}

describe('market snapshots', () => {
  it('carry a whole market', () => {
    fc.assert(
      fc.property(market, (made) => {
        const whole = { slot: 7, ...made };
        expect(decodeMarket(wired({ market: whole }))).toEqual(whole);
      }),
    );
  });

  it('lead from any market to any other by a delta, which may arrive twice', () => {
    fc.assert(
      fc.property(market, market, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (a, b, kept) => {
        const previous = { slot: 7, ...a };
        const pools = b.pools.map((pool, i) => (kept[i] ? (a.pools[i] ?? pool) : pool));
        const next = { slot: 9, ...b, pools };
        const delta = wired({ market: next, previous });
        const applied = applySnapshot(previous, delta);
        expect(applied).toEqual(next);
        expect(applySnapshot(applied, delta)).toBe(applied);
        for (const [i, same] of kept.entries()) if (same) expect(applied.pools[i]).toBe(previous.pools[i]);
      }),
    );
  });

  it('say nothing of what did not change', () => {
    fc.assert(
      fc.property(market, (made) => {
        const previous = { slot: 7, ...made };
        const copy = structuredClone(made.pools) as readonly Pool[];
        expect(wired({ market: { ...made, slot: 8, pools: copy }, previous }).pools).toEqual([]);
      }),
    );
  });

  it('are whole again when the listing is another', () => {
    fc.assert(
      fc.property(market, market, (a, b) => {
        const previous = { slot: 7, ...a };
        const next = { slot: 9, ...b, listingVersion: 'usual:2', pools: b.pools.slice(1) };
        const snapshot = wired({ market: next, previous });
        expect(snapshot.since).toBe(null);
        expect(applySnapshot(previous, snapshot)).toEqual(next);
      }),
    );
  });

  it('carry only the bins near the active one', () => {
    fc.assert(
      fc.property(market, ({ pools }) => {
        for (const pool of pools) {
          if (pool.kind !== 'meteora-dlmm') continue;
          for (const bin of pool.bins)
            expect(Math.abs(bin.id - pool.activeId)).toBeLessThanOrEqual(SNAPSHOT_BIN_RADIUS);
        }
      }),
    );
  });

  it('refuse to build on another slot, or on nothing', () => {
    const delta = { slot: 9, unixSeconds: 3, since: 8, listingVersion: 'usual:1', pools: [] };
    expect(() => applySnapshot(undefined, delta)).toThrow(SnapshotGap);
    expect(() =>
      applySnapshot({ slot: 7, clock: { unixSeconds: 2 }, listingVersion: 'usual:1', pools: [] }, delta),
    ).toThrow(SnapshotGap);
  });

  it('skip a pool of an unknown kind, one that is not listed and one listed as another kind, and go on with the others', () => {
    fc.assert(
      fc.property(market, market, (made, later) => {
        const [cpmm] = listed;
        if (cpmm === undefined) throw new Error('pools are listed');
        const foreign = [
          { kind: 'constant-sum', pool: 'elsewhere', balances: ['1', '2'] },
          { kind: 'constant-sum', pool: cpmm.address },
          { kind: 'raydium-cpmm', pool: 'nowhere', x: '1', y: '1' },
        ];
        const known = { slot: 7, ...made };
        const next = { slot: 8, ...later };
        const withForeign = (snapshot: MarketSnapshot) => {
          const pools = [...foreign.slice(0, 1), ...snapshot.pools, ...foreign.slice(1)];
          return chainSnapshot.parse(JSON.parse(JSON.stringify({ ...snapshot, pools })));
        };
        const whole = withForeign(encodeMarket({ market: known }));
        expect(unknownIn(whole)).toEqual(['the kind constant-sum', 'the pool nowhere']);
        expect(decodeMarket(whole)).toEqual(known);
        const delta = withForeign(encodeMarket({ market: next, previous: known }));
        expect(applySnapshot(decodeMarket(whole), delta)).toEqual(next);
      }),
      { numRuns: 20 },
    );
  });

  it('take no amount that is no decimal string, and no state that its kind does not have', () => {
    const snapshot = { slot: 1, unixSeconds: 0, since: null };
    const pool = { kind: 'raydium-cpmm', pool: 'nowhere', x: '1', y: '1' } as const;
    for (const x of ['-1', '1.5', '01', '1e3', '']) {
      expect(marketSnapshot.safeParse({ ...snapshot, pools: [{ ...pool, x }] }).success).toBe(false);
      expect(chainSnapshot.safeParse({ ...snapshot, pools: [{ ...pool, x }] }).success).toBe(false);
    }
    expect(marketSnapshot.safeParse({ ...snapshot, pools: [{ ...pool, kind: 'constant-sum' }] }).success).toBe(false);
  });
});
