import { afterEach, describe, expect, it } from 'vitest';
import { JUP, LISTED_POOLS, USUAL_LISTING } from '../testing/usualListing.ts';
import { findToken, isOpenToken, type Mint, openTokens, SOL, shownToken } from '../tokens/token.ts';
import {
  knownListing,
  ListingGap,
  type ListingUpdate,
  learnListing,
  listingSince,
  NO_LISTING,
  onListing,
  openPools,
  poolAt,
  versionOf,
} from './listing.ts';
import { listingUpdate } from './listingSchema.ts';

const versionAt = (change: number) => versionOf({ genesisHash: 'usual', change });
const NEW: ListingUpdate['tokens'][number] = {
  symbol: 'ORE',
  name: 'Ore',
  mint: 'J1toso1uCk3RLmjorhTtrVwY9HJ7X8V9yYac6Y7kGCPn' as Mint,
  decimals: 9,
  openedSlot: 5,
  closedSlot: null,
  change: 2,
};
const open: ListingUpdate = { version: versionAt(2), since: versionAt(1), tokens: [NEW], pools: [] };
const [jupPool] = USUAL_LISTING.pools.filter(({ pair }) => pair === 'JUP/USDC');
if (jupPool === undefined) throw new Error('a pool of JUP is listed');
const jup = USUAL_LISTING.tokens.find(({ mint }) => mint === JUP.mint);
if (jup === undefined) throw new Error('JUP is listed');

afterEach(() => {
  learnListing({ version: 'nothing:0', since: null, tokens: [], pools: [] });
  learnListing(USUAL_LISTING);
});

describe('the listing', () => {
  it('passes its own check over the wire', () => {
    expect(listingUpdate.parse(JSON.parse(JSON.stringify(USUAL_LISTING)))).toEqual(USUAL_LISTING);
    expect(openPools()).toEqual(LISTED_POOLS);
  });

  it('is refused with a pool that does not match its kind, and accepted with one of an unknown kind', () => {
    const { fundFeeRate, ...broken } = { fundFeeRate: '', ...USUAL_LISTING.pools[0] };
    expect(listingUpdate.safeParse({ ...USUAL_LISTING, pools: [broken] }).success).toBe(false);
    const foreign = { ...USUAL_LISTING.pools[0], kind: 'constant-sum', address: jupPool.address };
    expect(listingUpdate.safeParse({ ...USUAL_LISTING, pools: [foreign] }).success).toBe(true);
  });

  it('applies changes, notifies its listeners, and keeps unchanged objects identical', () => {
    let told = 0;
    const stop = onListing(() => {
      told += 1;
    });
    const before = poolAt(jupPool.address);
    learnListing(open);
    expect(told).toBe(1);
    expect(openTokens()).toContainEqual({ symbol: 'ORE', name: 'Ore', mint: NEW.mint, decimals: 9 });
    expect(findToken('JUP')).toBe(JUP);
    expect(poolAt(jupPool.address)).toBe(before);
    learnListing(open);
    expect(told).toBe(1);
    stop();
  });

  it('keeps withdrawn tokens and pools readable, and does not trade on them', () => {
    const change = 2;
    learnListing({
      version: versionAt(change),
      since: versionAt(1),
      tokens: [{ ...jup, closedSlot: 9, change }],
      pools: [{ ...jupPool, closedSlot: 9, change }],
    });
    expect(isOpenToken(JUP.mint)).toBe(false);
    expect(openTokens()).not.toContain(JUP);
    expect(findToken('JUP')).toBe(JUP);
    expect(shownToken(JUP.mint)).toBe(JUP);
    expect(openPools().map(({ address }) => address)).not.toContain(jupPool.address);
    expect(poolAt(jupPool.address)).toBeDefined();
  });

  it('refuses a change from another version, and accepts a whole listing at any time', () => {
    expect(() => learnListing({ ...open, since: versionAt(7), version: versionAt(8) })).toThrow(ListingGap);
    expect(knownListing().version).toBe(USUAL_LISTING.version);
    learnListing({ ...USUAL_LISTING, version: 'other:1', tokens: [jup], pools: [] });
    expect(openTokens().map(({ symbol }) => symbol)).toEqual(['SOL', 'USDC', 'JUP']);
    expect(openPools()).toEqual([]);
    expect(knownListing().pools.length).toBe(USUAL_LISTING.pools.length);
  });

  it('leaves out pools of unknown kinds', () => {
    const foreign = {
      ...jupPool,
      kind: 'constant-sum',
      address: NEW.mint as unknown as typeof jupPool.address,
      change: 2,
    };
    learnListing({ ...open, pools: [foreign] });
    expect(poolAt(foreign.address)).toBeUndefined();
    expect(isOpenToken(NEW.mint)).toBe(true);
  });

  it('returns the changes since a version, and the whole listing when that version is not an earlier one', () => {
    learnListing(open);
    expect(listingSince(knownListing(), versionAt(1))).toEqual(open);
    expect(listingSince(knownListing(), versionAt(2))).toMatchObject({ tokens: [], pools: [] });
    for (const version of [undefined, NO_LISTING, 'other:1', versionAt(3), 'usual:x'])
      expect(listingSince(knownListing(), version)).toBe(knownListing());
  });

  it('shows an unknown token by its short mint, in base units', () => {
    expect(shownToken('mSoLzYCxHdYgdzU16g5QSh3i5K3z3KZK7ytfqcJm7So')).toMatchObject({
      symbol: 'mSoL…m7So',
      decimals: 0,
    });
    expect(shownToken(SOL.mint)).toBe(SOL);
  });
});
