/** Counts open sockets per name, up to a maximum for each name. */
export type Places = {
  /** Takes a place; undefined when none is free. The returned function frees it; further calls of it do nothing. */
  take(name: string): (() => void) | undefined;
};

/** `most` places per name; 0 means no limit. */
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
