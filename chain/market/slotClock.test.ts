import { describe, expect, it } from 'vitest';
import { createSlotClock } from './slotClock.ts';

const genesisTime = 1_790_000_000_000;

describe('the slot clock', () => {
  it('counts slots from genesis, before it too, whenever it is asked', () => {
    const early = createSlotClock({ genesisTime, slotTimeMs: 400, headSlot: 10, now: genesisTime + 4_100 });
    const late = createSlotClock({ genesisTime, slotTimeMs: 400, headSlot: 1_000, now: genesisTime + 400_399 });
    for (const clock of [early, late]) {
      expect(clock.slotAt(genesisTime + 4_000)).toBe(10);
      expect(clock.slotAt(genesisTime + 3_999)).toBe(10);
      expect(clock.slotAt(genesisTime - 4_000)).toBe(-10);
      expect(clock.timeOf(10)).toBe(genesisTime + 4_000);
    }
  });

  it('follows slots of another length', () => {
    const clock = createSlotClock({ genesisTime, slotTimeMs: 50, headSlot: 200, now: genesisTime + 10_020 });
    expect(clock.timeOf(200)).toBe(genesisTime + 10_000);
  });

  it('takes the head for now when slots are made on demand, or were shorter once', () => {
    for (const slotTimeMs of [0, 400]) {
      const now = genesisTime + 60_000;
      const clock = createSlotClock({ genesisTime, slotTimeMs, headSlot: 5_000, now });
      expect(clock.timeOf(5_000)).toBe(now);
      expect(clock.slotAt(now)).toBe(5_000);
      expect(clock.slotAt(now - 1_000)).toBeLessThan(5_000);
    }
  });
});
