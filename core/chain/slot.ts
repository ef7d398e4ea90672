/** The length of a slot by the chain's own clock, milliseconds, independent of its real duration. */
export const NOMINAL_SLOT_MS = 400;

/** A blockhash is valid for this many slots after its own. */
export const BLOCKHASH_VALID_SLOTS = 150;

/** The chain's clock at a slot: whole seconds since genesis. A pure function of the slot, so that the market is one too. */
export function chainSecondsAt(slot: number): number {
  return Math.floor((slot * NOMINAL_SLOT_MS) / 1000);
}
