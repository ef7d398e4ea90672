/** The chain's slots: as long as `told` is false it tells of none. */
export function slotsThat(told: boolean) {
  const listeners = new Set<() => void>();
  let heardAt = told ? performance.now() : undefined;
  return {
    heardAt: () => heardAt,
    onSlot(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell() {
      heardAt = performance.now();
      for (const listener of listeners) listener();
    },
    fallSilent() {
      heardAt = undefined;
    },
  };
}
