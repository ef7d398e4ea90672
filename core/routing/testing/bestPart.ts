const GRID = 24n;
const ZOOM = 6n;

/**
 * The maximum of `gives` over parts of a total, by brute force: a grid over the whole range, then finer ones around its best. `gives` returns -1
 * for a part that can't be taken.
 */
export function bestPart(total: bigint, gives: (part: bigint) => bigint): bigint {
  let [best, at] = [-1n, 0n];
  const consider = (part: bigint): void => {
    const value = part < 0n || part > total ? -1n : gives(part);
    if (value > best) [best, at] = [value, part];
  };
  for (let i = 0n; i <= GRID; i++) consider((total * i) / GRID);
  for (let step = total / GRID / ZOOM; step > 0n; step /= ZOOM) {
    const middle = at;
    for (let k = -ZOOM; k <= ZOOM; k++) consider(middle + k * step);
  }
  return best;
}

/** The least output that counts as optimal: one part per million less, and one base unit less for each of a few legs. */
export const near = (best: bigint): bigint => best - best / 1_000_000n - 3n;
