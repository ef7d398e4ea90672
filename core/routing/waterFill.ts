import type { CurveSketch } from './curveSketch.ts';

/** An input split so that the last unit yields the same in each pool that takes part. Base units, without rounding. */
export type WaterFill = { readonly shares: readonly number[]; readonly amountOut: number; readonly slope: number };

/** Maximum bisection steps for the slope. */
const MAX_HALVINGS = 60;
/**
 * Tolerance that ends the search, for the sum of the shares against the input and for the two bounds of the slope. The rest is interpolated; an
 * error in the shares affects the output only by its square.
 */
const SHARE_PRECISION = 1e-6;
const SLOPE_PRECISION = 1e-9;

function fillOne(sketch: CurveSketch, input: number): WaterFill {
  return { shares: [input], amountOut: sketch.outAt(input), slope: sketch.slopeAt(input) };
}

/** The range of the slope: no unit yields more than the best first unit, or less than the last unit of a pool that takes everything. */
function slopeRange(sketches: readonly CurveSketch[], input: number): { steep: number; flat: number } {
  let [steep, flat] = [0, 0];
  for (const sketch of sketches) {
    steep = Math.max(steep, sketch.slopeAt(0));
    if (sketch.capacity > input) flat = Math.max(flat, sketch.slopeAt(input));
  }
  return { steep, flat };
}

type Shares = { readonly shares: readonly number[]; readonly taken: number };

/** The input of each pool up to which its units yield at least `slope`, and their sum; all that the pools can take for a slope of 0. */
function sharesAt(sketches: readonly CurveSketch[], slope: number): Shares {
  const shares: number[] = [];
  let taken = 0;
  for (const sketch of sketches) {
    const share = slope === 0 ? sketch.capacity : sketch.inputAtSlope(slope);
    shares.push(share);
    taken += share;
  }
  return { shares, taken };
}

/** The best split of an input between pools, or undefined when they can't take it all. */
export function waterFill(sketches: readonly CurveSketch[], input: number): WaterFill | undefined {
  const [only, second] = sketches;
  if (only === undefined) return undefined;
  if (second === undefined) return only.capacity < input ? undefined : fillOne(only, input);
  if (sharesAt(sketches, 0).taken < input) return undefined;

  let { steep, flat } = slopeRange(sketches, input);
  let atSteep: Shares = { shares: sketches.map(() => 0), taken: 0 };
  let atFlat = sharesAt(sketches, flat);
  for (let i = 0; i < MAX_HALVINGS; i++) {
    if (atFlat.taken - atSteep.taken <= input * SHARE_PRECISION || steep - flat <= steep * SLOPE_PRECISION) break;
    // Slopes are prices, so the bisection halves their ratio once there is a lower bound.
    const slope = flat === 0 ? steep / 2 : Math.sqrt(steep * flat);
    if (slope >= steep || slope <= flat) break;
    const tried = sharesAt(sketches, slope);
    if (tried.taken >= input) [flat, atFlat] = [slope, tried];
    else [steep, atSteep] = [slope, tried];
  }
  const range = atFlat.taken - atSteep.taken;
  const part = range > 0 ? (input - atSteep.taken) / range : 0;
  const shares = atSteep.shares.map((low, i) => low + ((atFlat.shares[i] ?? 0) - low) * part);
  let amountOut = 0;
  for (const [i, sketch] of sketches.entries()) amountOut += sketch.outAt(shares[i] ?? 0);
  return { shares, amountOut, slope: flat === 0 ? steep : flat };
}
