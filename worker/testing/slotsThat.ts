import type { SlotTold } from '../../core/chain/chainApi.ts';

/** The slots of the chain `genesis`: as long as `told` is false it tells of none. */
export function slotsThat(told: boolean) {
  const listeners = new Set<(told: SlotTold) => void>();
  let slot = 1;
  let heardAt = told ? performance.now() : undefined;
  return {
    heardAt: () => heardAt,
    onSlot(listener: (told: SlotTold) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(landed: SlotTold['landed'] = [], genesisHash = 'genesis') {
      slot += 1;
      heardAt = performance.now();
      for (const listener of listeners) listener({ slot, genesisHash, landed });
    },
    fallSilent() {
      heardAt = undefined;
    },
  };
}
