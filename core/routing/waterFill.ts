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

function sum(amounts: readonly number[]): number {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
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

/** The best split of an input between pools, or undefined when they can't take it all. */
export function waterFill(sketches: readonly CurveSketch[], input: number): WaterFill | undefined {
  const capacities = sketches.map(({ capacity }) => capacity);
  if (sum(capacities) < input) return undefined;
  const [only] = sketches;
  if (only === undefined) return undefined;
  if (sketches.length === 1) return fillOne(only, input);

  const sharesAt = (slope: number) => sketches.map((sketch) => sketch.inputAtSlope(slope));
  let { steep, flat } = slopeRange(sketches, input);
  let atSteep = capacities.map(() => 0);
  let atFlat = flat === 0 ? capacities : sharesAt(flat);
  let [least, most] = [0, sum(atFlat)];
  for (let i = 0; i < MAX_HALVINGS; i++) {
    if (most - least <= input * SHARE_PRECISION || steep - flat <= steep * SLOPE_PRECISION) break;
    // Slopes are prices, so the bisection halves their ratio once there is a lower bound.
    const slope = flat === 0 ? steep / 2 : Math.sqrt(steep * flat);
    if (slope >= steep || slope <= flat) break;
    const shares = sharesAt(slope);
    const taken = sum(shares);
    if (taken >= input) [flat, atFlat, most] = [slope, shares, taken];
    else [steep, atSteep, least] = [slope, shares, taken];
  }
  const part = most > least ? (input - least) / (most - least) : 0;
  const shares = atSteep.map((low, i) => low + ((atFlat[i] ?? 0) - low) * part);
  const amountOut = sketches.reduce((total, sketch, i) => total + sketch.outAt(shares[i] ?? 0), 0);
  return { shares, amountOut, slope: flat === 0 ? steep : flat };
}
