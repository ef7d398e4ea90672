import { beforeEach, describe, expect, it, vi } from 'vitest';
import { knownListing, openPools } from '../../core/market/listing.ts';
import type { MarketItem } from '../../core/market/snapshotSchema.ts';
import { createExternalStore } from '../browser/externalStore.ts';
import * as loaded from './loadedMarketMath.ts';
import type { MarketMath } from './marketMath.ts';
import { createMarketStore } from './marketStore.ts';

const [listed] = openPools().filter(({ kind }) => kind === 'raydium-cpmm');
if (listed === undefined) throw new Error('no pool is listed');

function snapshot(slot: number, since: number | null, y: number): MarketItem {
  const state = { kind: 'raydium-cpmm' as const, pool: `${listed?.address}`, x: '1000', y: `${y}` };
  return { slot, unixSeconds: slot, since, listingVersion: knownListing().version, pools: [state] };
}

describe('the market store', () => {
  let frames: (() => void)[] = [];
  /** Lets the browser draw a frame. */
  const drawn = <Value>(value: () => Value): Value => {
    for (const draw of frames.splice(0)) draw();
    return value();
  };

  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    return () => vi.unstubAllGlobals();
  });

  const created = (initial: MarketMath | undefined) => {
    const math = createExternalStore<MarketMath | undefined>(initial);
    return { math, store: createMarketStore(math) };
  };

  it('keeps updates that arrive before the mathematics is loaded, from the last whole snapshot on', () => {
    const { math, store } = created(undefined);
    const taken = [snapshot(1, null, 10), snapshot(7, null, 20), snapshot(8, 7, 30)].map(store.apply);
    expect(taken).toEqual([true, true, true]);
    expect(drawn(store.market.get)).toBeUndefined();
    math.set(loaded);
    expect(drawn(store.market.get)).toMatchObject({ slot: 8, pools: [{ address: listed.address, reserveY: 30n }] });
    expect(store.apply(snapshot(9, 8, 40))).toBe(true);
    expect(drawn(store.market.get)?.slot).toBe(9);
    store.stop();
  });

  it('requests a whole snapshot when a kept or a new update does not follow the last one', () => {
    const { math, store } = created(undefined);
    expect([snapshot(1, null, 10), snapshot(4, 3, 20)].map(store.apply)).toEqual([true, true]);
    math.set(loaded);
    expect(drawn(store.market.get)?.slot).toBe(1);
    expect(store.apply(snapshot(5, 4, 30))).toBe(false);
    expect(store.apply(snapshot(6, null, 40))).toBe(true);
    store.stop();
  });

  it('requests a whole snapshot when the listing of an update does not follow the last one', () => {
    const { store } = created(loaded);
    const listing = { since: 'elsewhere', version: 'elsewhere later', tokens: [], pools: [] };
    expect(store.apply(snapshot(1, null, 10))).toBe(true);
    expect(store.apply({ ...snapshot(2, 1, 20), listing })).toBe(false);
    expect(drawn(store.market.get)?.slot).toBe(1);
    store.stop();
  });

  it('keeps no more updates than the size of a whole snapshot', () => {
    const { store } = created(undefined);
    store.apply(snapshot(0, null, 10));
    const taken = Array.from({ length: 60 }, (_, i) => store.apply(snapshot(i + 1, i, 10)));
    expect(taken[0]).toBe(true);
    expect(taken.at(-1)).toBe(false);
    expect(store.apply(snapshot(99, null, 10))).toBe(true);
    store.stop();
  });
});
