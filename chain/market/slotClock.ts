/** With slots on demand an idle chain makes one about this often: what past slots are reckoned to have taken. Milliseconds. */
const ON_DEMAND_SLOT_MS = 50;

/** Which slot belongs to which wall-clock time, for whoever looks at the market by the clock on the wall. */
export type SlotClock = {
  /** The first slot that begins at or after a Unix time in milliseconds; below 0 before genesis. */
  slotAt(unixMs: number): number;
  /** Unix milliseconds when a slot begins. */
  timeOf(slot: number): number;
  /** True when it will say the same of these slots whenever it is asked. */
  readonly fixed: boolean;
};

/**
 * The wall clock as it stands at `headSlot`. Slots of a fixed length count from genesis, so that the same time is the same slot whenever
 * it is asked for. A head that is not where the wall clock would have it (slots on demand, or slots that were shorter once) is taken to
 * be now, and what came before is reckoned back from it.
 */
export function createSlotClock(opts: {
  /** Unix milliseconds of slot 0. */
  readonly genesisTime: number;
  /** Milliseconds that a slot takes; 0 when slots are made on demand. */
  readonly slotTimeMs: number;
  readonly headSlot: number;
  /** Unix milliseconds. */
  readonly now: number;
}): SlotClock {
  const { genesisTime, slotTimeMs, headSlot, now } = opts;
  const length = slotTimeMs === 0 ? ON_DEMAND_SLOT_MS : slotTimeMs;
  const ahead = genesisTime + headSlot * length - now;
  const fixed = slotTimeMs > 0 && ahead <= 0;
  const origin = fixed ? genesisTime : genesisTime - ahead;
  return {
    fixed,
    slotAt: (unixMs) => Math.ceil((unixMs - origin) / length),
    timeOf: (slot) => origin + slot * length,
  };
}
