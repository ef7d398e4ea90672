import { expect, it } from 'vitest';
import type { ChainSnapshot } from '../core/market/snapshotSchema.ts';
import { LISTED_POOLS, USUAL_LISTING } from '../core/testing/usualListing.ts';
import { createLogger } from './logger.ts';
import { createMarketFeed } from './marketFeed.ts';

it('skips what a newer chain has beyond what is known here, with one warning for each kind and pool', async () => {
  const listed = LISTED_POOLS.find(({ kind }) => kind === 'raydium-cpmm');
  if (listed === undefined) throw new Error('a CPMM pool is listed');
  const stateOf = (pool: string, x: string) => ({ kind: 'raydium-cpmm' as const, pool, x, y: '5' });
  const foreign = ['one', 'two'].map((pool) => ({ kind: 'constant-sum', pool, balances: ['1'] }));
  let slot = 0;
  const pools = async (since?: number): Promise<ChainSnapshot> => {
    slot += 1;
    const states = [...foreign, stateOf(listed.address, `${slot}`), stateOf('nowhere', '1')];
    return { slot, unixSeconds: slot, since: since ?? null, listingVersion: USUAL_LISTING.version, pools: states };
  };
  const lines: { level: string; msg: string }[] = [];
  const logger = createLogger({
    name: 'test',
    level: 'info',
    format: 'json',
    out: { write: (line) => lines.push(JSON.parse(line)) },
  });
  const feed = createMarketFeed({ chain: { pools, listing: async () => USUAL_LISTING }, logger });
  for (const x of [1n, 2n, 3n]) {
    const market = await feed.latest({ maxAgeMs: -1 });
    expect(market.pools).toMatchObject([{ address: listed.address, reserveX: x }]);
  }
  expect(lines.map(({ msg }) => msg)).toEqual([
    'the kind constant-sum is not known to this version: it is not traded on',
    'the pool nowhere is not known to this version: it is not traded on',
  ]);
});
