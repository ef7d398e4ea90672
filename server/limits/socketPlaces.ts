/** Open sockets by somebody's name, at most so many each. */
export type Places = {
  /** Takes a place; undefined when all are taken. The returned function gives it back, once. */
  take(name: string): (() => void) | undefined;
};

/** `most` places a name; 0 bounds nothing. */
export function createPlaces(opts: { most: number }): Places {
  const taken = new Map<string, number>();
  return {
    take(name) {
      const held = taken.get(name) ?? 0;
      if (opts.most > 0 && held >= opts.most) return undefined;
      taken.set(name, held + 1);
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        const left = (taken.get(name) ?? 1) - 1;
        if (left > 0) taken.set(name, left);
        else taken.delete(name);
      };
    },
  };
}
