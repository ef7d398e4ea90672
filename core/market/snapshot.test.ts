import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedPool, Pool } from '../pools/all/pool.ts';
import { POOL_KINDS } from '../pools/all/poolKinds.ts';
import { poolsOfKind } from '../pools/testing/poolArbitraries.ts';
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

/** Random pools of a listed pool's kind, with the listed parts. */
function anyPool(listed: ListedPool): fc.Arbitrary<Pool> {
  const { accounts: _accounts, pair: _pair, ...stays } = listed;
  return poolsOfKind(listed.kind).map((pool) => ({ ...pool, ...stays }) as Pool);
}

/** One of each kind. */
const listed = POOL_KINDS.flatMap(({ name }) => LISTED_POOLS.find((pool) => pool.kind === name) ?? []);
const market: fc.Arbitrary<Omit<Market, 'slot'>> = fc.record({
  clock: fc.record({ unixSeconds: fc.nat() }),
  listingVersion: fc.constant('usual:1'),
  pools: fc.tuple(...listed.map(anyPool)).map((pools) => pools.map(nearPrice)),
});

/** Encodes and decodes as JSON. */
function wired(opts: Parameters<typeof encodeMarket>[0]) {
  return marketSnapshot.parse(JSON.parse(JSON.stringify(encodeMarket(opts))));
}

describe('market snapshots', () => {
  it('encode a whole market', () => {
    fc.assert(
      fc.property(market, (made) => {
        const whole = { slot: 7, ...made };
        expect(decodeMarket(wired({ market: whole }))).toEqual(whole);
      }),
    );
  });

  it('change any market into any other by a delta, which may arrive twice', () => {
    fc.assert(
      fc.property(
        market,
        market,
        fc.array(fc.boolean(), { minLength: listed.length, maxLength: listed.length }),
        (a, b, kept) => {
          const previous = { slot: 7, ...a };
          const pools = b.pools.map((pool, i) => (kept[i] ? (a.pools[i] ?? pool) : pool));
          const next = { slot: 9, ...b, pools };
          const delta = wired({ market: next, previous });
          const applied = applySnapshot(previous, delta);
          expect(applied).toEqual(next);
          expect(applySnapshot(applied, delta)).toBe(applied);
          for (const [i, same] of kept.entries()) if (same) expect(applied.pools[i]).toBe(previous.pools[i]);
        },
      ),
    );
  });

  it('contain nothing unchanged', () => {
    fc.assert(
      fc.property(market, (made) => {
        const previous = { slot: 7, ...made };
        const copy = structuredClone(made.pools) as readonly Pool[];
        expect(wired({ market: { ...made, slot: 8, pools: copy }, previous }).pools).toEqual([]);
      }),
    );
  });

  it('are whole again when the listing changed', () => {
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

  it('refuse a delta on another slot, or without a base', () => {
    const delta = { slot: 9, unixSeconds: 3, since: 8, listingVersion: 'usual:1', pools: [] };
    expect(() => applySnapshot(undefined, delta)).toThrow(SnapshotGap);
    expect(() =>
      applySnapshot({ slot: 7, clock: { unixSeconds: 2 }, listingVersion: 'usual:1', pools: [] }, delta),
    ).toThrow(SnapshotGap);
  });

  it('skip a pool of an unknown kind, one that is not listed and one listed as another kind, and decode the others', () => {
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

  it('refuse an amount that is not a decimal string, and a state that does not match its kind', () => {
    const snapshot = { slot: 1, unixSeconds: 0, since: null };
    const pool = { kind: 'raydium-cpmm', pool: 'nowhere', x: '1', y: '1' } as const;
    for (const x of ['-1', '1.5', '01', '1e3', '']) {
      expect(marketSnapshot.safeParse({ ...snapshot, pools: [{ ...pool, x }] }).success).toBe(false);
      expect(chainSnapshot.safeParse({ ...snapshot, pools: [{ ...pool, x }] }).success).toBe(false);
    }
    expect(marketSnapshot.safeParse({ ...snapshot, pools: [{ ...pool, kind: 'constant-sum' }] }).success).toBe(false);
  });
});
