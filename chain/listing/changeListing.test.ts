import { describe, expect, it } from 'vitest';
import { JUP, LISTED_POOLS, USUAL } from '../../core/testing/usualListing.ts';
import { SOL } from '../../core/tokens/token.ts';
import type { ListingRow } from '../market/chainListing.ts';
import { ListingRefusal, openedBy, withdrawnBy } from './changeListing.ts';
import example from './example.json' with { type: 'json' };

const rows = openedBy(USUAL, { rows: [], slot: 0 });
const now = { rows, slot: 70 };
const [ore] = example.tokens;
const [cpmm, dlmm] = example.pools;

/** The listing after a change. */
function after(changed: readonly ListingRow[]): readonly ListingRow[] {
  const addresses = new Set(changed.map(({ address }) => address));
  return [...rows.filter(({ address }) => !addresses.has(address)), ...changed];
}

describe('opening', () => {
  it('gives a row for each token and pool of the file, from the present slot on', () => {
    const opened = openedBy(example, now);
    expect(opened.map(({ address }) => address)).toEqual([ore?.mint, cpmm?.address, dlmm?.address]);
    for (const row of opened) expect(row).toMatchObject({ openedSlot: 70, closedSlot: null, change: 2 });
    expect(opened[2]?.listed).toMatchObject({ kind: 'meteora-dlmm', pair: 'ORE/SOL' });
  });

  const bad: readonly (readonly [name: string, file: unknown, message: RegExp])[] = [
    ['nothing', {}, /must name a token or a pool/],
    ['no object', 'text', /the file is not valid/],
    ['a field that nobody knows', { ...example, venues: [] }, /venues/],
    ['a kind that is not known', { pools: [{ ...cpmm, kind: 'constant-sum' }] }, /pools\.0\.kind: must be a kind/],
    ['an address that is none', { ...example, pools: [{ ...cpmm, address: 'pool' }] }, /address: must be an address/],
    ['a fee of 100 %', { ...example, pools: [{ ...cpmm, tradeFeeRate: '1000000' }] }, /tradeFeeRate: must be below/],
    ['a pool of a token that is not listed', { pools: [cpmm] }, /is not a listed token/],
    ['a pool that trades a token for itself', { ...example, pools: [{ ...cpmm, mintY: cpmm?.mintX }] }, /for itself/],
    ['a symbol that is taken', { tokens: [{ ...ore, symbol: 'jup' }] }, /the symbol jup is taken/],
    ['a symbol that reads as SOL', { tokens: [{ ...ore, symbol: 'wSOL' }] }, /taken/],
    ['a symbol of look-alike letters', { tokens: [{ ...ore, symbol: 'ОRE' }] }, /letters and digits of ASCII/],
    ['an address twice', { ...example, pools: [cpmm, cpmm] }, /twice/],
    ['a token that is listed', { tokens: [USUAL.tokens[3]] }, /is listed already/],
    [
      'a price of nothing',
      { tokens: [{ ...ore, simulation: { referencePrice: '0', livelinessPercent: 1 } }] },
      /referencePrice: must be above 0/,
    ],
    [
      'a depth of another kind',
      { ...example, pools: [{ ...cpmm, simulation: { spreadPercent: 1, depth: { total: '5' } } }] },
      /could not simulate it: side/,
    ],
  ];
  it.each(bad)('refuses %s', (_name, file, message) => {
    expect(() => openedBy(file, now)).toThrow(ListingRefusal);
    expect(() => openedBy(file, now)).toThrow(message);
  });

  it('opens again what was withdrawn, as what it was and nothing else', () => {
    const listed = after(openedBy(example, now));
    const withdrawn = withdrawnBy('ORE', { rows: listed, slot: 80 });
    const then = { rows: after(withdrawn), slot: 90 };
    expect(openedBy(example, then)).toMatchObject([{ openedSlot: 90, closedSlot: null, change: 4 }, {}, {}]);
    expect(() => openedBy({ tokens: [{ ...ore, decimals: 6 }] }, then)).toThrow(/listed before as something else/);
  });
});

describe('withdrawing', () => {
  it('takes a token with all of its pools, by symbol or mint', () => {
    const pools = LISTED_POOLS.filter(({ mintX, mintY }) => mintX === JUP.mint || mintY === JUP.mint);
    const expected = new Set([JUP.mint, ...pools.map(({ address }) => address)]);
    for (const name of ['JUP', 'jup', JUP.mint]) {
      const closed = withdrawnBy(name, now);
      expect(new Set(closed.map(({ address }) => address))).toEqual(expected);
      for (const row of closed) expect(row).toMatchObject({ closedSlot: 70, change: 2 });
    }
  });

  it('takes one pool by its address, and the pools of a venue', () => {
    const [first] = LISTED_POOLS;
    expect(withdrawnBy(first?.address ?? '', now).map(({ address }) => address)).toEqual([first?.address]);
    const closed = withdrawnBy('orca', now);
    expect(closed.length).toBeGreaterThan(0);
    for (const { kind } of closed) expect(kind).toBe('orca-whirlpool');
  });

  it('refuses what is not open, and the tokens that all is priced by', () => {
    const then = { rows: after(withdrawnBy('JUP', now)), slot: 80 };
    expect(() => withdrawnBy('JUP', then)).toThrow(/nothing that is open/);
    for (const name of ['SOL', 'USDC', SOL.mint]) expect(() => withdrawnBy(name, now)).toThrow(/can’t be withdrawn/);
  });
});
