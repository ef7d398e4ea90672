import { sequence } from './whirlpoolPools.mjs';

/**
 * A comparison of one kind of pool with its oracle: `node --import tsx compare….mjs [swaps] [seed]`. Counts the swaps by class, and keeps those in
 * which the two differ.
 */
export function comparison(title) {
  const swaps = Number(process.argv[2] ?? 200_000);
  const seed = Number(process.argv[3] ?? (performance.timeOrigin % 2 ** 31) | 0);
  const classes = new Map();
  const mismatches = [];
  return {
    swaps,
    next: sequence(seed),
    count(name) {
      classes.set(name, (classes.get(name) ?? 0) + 1);
    },
    mismatch(detail) {
      mismatches.push(detail);
      this.count('MISMATCH');
    },
    /** Prints seed and classes, and the first mismatches; the process fails when there are any. */
    report() {
      console.log(`${title}: ${swaps} swaps, seed ${seed}`);
      for (const [name, times] of [...classes].sort()) console.log(`${String(times).padStart(9)}  ${name}`);
      console.log(`mismatches: ${mismatches.length}`);
      for (const mismatch of mismatches.slice(0, 3)) console.dir(mismatch, { depth: 6 });
      process.exitCode = mismatches.length === 0 ? 0 : 1;
    },
  };
}

/** The result of our swap, or the code of its refusal. */
export function orCode(swap) {
  try {
    return swap();
  } catch (error) {
    if (error.code === undefined) throw error;
    return { code: error.code };
  }
}
