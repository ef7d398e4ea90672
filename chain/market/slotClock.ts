/** With slots on demand an idle chain makes one about this often; past slots count as this long. Milliseconds. */
const ON_DEMAND_SLOT_MS = 50;

/** Converts between slots and wall-clock time. */
export type SlotClock = {
  /** The first slot that begins at or after a Unix time in milliseconds; below 0 before genesis. */
  slotAt(unixMs: number): number;
  /** The start of a slot, Unix milliseconds. */
  timeOf(slot: number): number;
  /** True when the times of these slots will never change. */
  readonly fixed: boolean;
};

/**
 * The slot clock at `headSlot`. Slots of a fixed length count from genesis, so that a time always maps to the same slot. If the head differs from
 * the wall clock (slots on demand, or slots that were shorter once), the head counts as now, and earlier slots are counted back from it.
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
