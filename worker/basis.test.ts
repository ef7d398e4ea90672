import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OtherChain } from '../runtime/chainIdentity.ts';
import { createBasis } from './basis.ts';
import { slotsThat } from './testing/slotsThat.ts';

const MAX_AGE_MS = 50;

/** A chain at slot 1, and how often it was asked. */
function basisOf(opts: { told: boolean }) {
  const trust = { genesisHash: 'ours' };
  const chain = { slot: 1, asked: 0, genesisHash: 'ours' };
  const slots = slotsThat(opts.told);
  const basis = createBasis({
    chain: {
      latestBlockhash: async () => {
        chain.asked += 1;
        const { slot, genesisHash } = chain;
        return { blockhash: `hash ${slot}`, lastValidBlockHeight: slot + 150, slot, genesisHash };
      },
    },
    market: {
      latest: async () => ({ slot: chain.slot, clock: { unixSeconds: 1 }, listingVersion: 'usual:1', pools: [] }),
    },
    identity: {
      admit: async (genesisHash) => {
        if (genesisHash !== trust.genesisHash) throw new OtherChain('another chain');
      },
    },
    chainSlots: slots,
    maxAgeMs: MAX_AGE_MS,
  });
  const slotNow = async () => (await basis.now()).market.slot;
  return { chain, trust, slots, basis, slotNow };
}

describe('what an attempt is built on', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked for when it is too old and no slot is told, by all at once together', async () => {
    const { chain, slotNow } = basisOf({ told: false });
    expect(await Promise.all([slotNow(), slotNow()])).toEqual([1, 1]);
    expect(chain.asked).toBe(1);
    chain.slot = 2;
    await vi.advanceTimersByTimeAsync(MAX_AGE_MS);
    expect(await slotNow()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await slotNow()).toBe(2);
    expect(chain.asked).toBe(2);
  });

  it('is at hand while the chain tells of its slots, each asked for once', async () => {
    const { chain, slots, slotNow } = basisOf({ told: true });
    await slotNow();
    for (let slot = 2; slot <= 5; slot += 1) {
      await vi.advanceTimersByTimeAsync(400);
      // Nothing new was told: what is there is of this slot, however old.
      expect(await slotNow()).toBe(slot - 1);
      chain.slot = slot;
      slots.tell();
      await vi.advanceTimersByTimeAsync(0);
      expect(await slotNow()).toBe(slot);
      expect(chain.asked).toBe(slot);
    }
  });

  it('is not asked for while nobody needs it, nor for each of many slots', async () => {
    const { chain, slots, slotNow } = basisOf({ told: true });
    await slotNow();
    for (let ms = 0; ms < MAX_AGE_MS; ms += 5) {
      await vi.advanceTimersByTimeAsync(5);
      slots.tell();
    }
    expect(chain.asked).toBe(2);
    await slotNow();
    slots.tell();
    await vi.advanceTimersByTimeAsync(0);
    expect(chain.asked).toBe(3);
  });

  it('is never of another chain', async () => {
    const { chain, slots, slotNow } = basisOf({ told: true });
    await slotNow();
    chain.genesisHash = 'another';
    await vi.advanceTimersByTimeAsync(400);
    slots.tell();
    await vi.advanceTimersByTimeAsync(0);
    await expect(slotNow()).rejects.toBeInstanceOf(OtherChain);
  });

  it('is refused while it is at hand once the engine trades on another chain', async () => {
    const { trust, slotNow } = basisOf({ told: true });
    await slotNow();
    trust.genesisHash = 'accepted by the operator';
    await expect(slotNow()).rejects.toBeInstanceOf(OtherChain);
  });
});
