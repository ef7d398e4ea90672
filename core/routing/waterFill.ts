import type { CurveSketch } from './curveSketch.ts';

/** An input shared so that the last unit pays the same in each pool that takes part. Base units, without rounding. */
export type WaterFill = { readonly shares: readonly number[]; readonly amountOut: number; readonly slope: number };

/** Halvings of the range in which the slope lies, at most. */
const MAX_HALVINGS = 60;
/**
 * Shares whose sum is so near to the input, or slopes so near to one another, end the search: what is left is interpolated, and an error in the
 * shares weighs by its square in the output.
 */
const SHARE_PRECISION = 1e-6;
const SLOPE_PRECISION = 1e-9;

function fillOne(sketch: CurveSketch, input: number): WaterFill {
  return { shares: [input], amountOut: sketch.outAt(input), slope: sketch.slopeAt(input) };
}

const sum = (shares: readonly number[]): number => shares.reduce((total, share) => total + share, 0);

/** The best way to share an input between pools, or undefined when they can't take it all. */
export function waterFill(sketches: readonly CurveSketch[], input: number): WaterFill | undefined {
  if (sum(sketches.map(({ capacity }) => capacity)) < input) return undefined;
  const [only] = sketches;
  if (only === undefined) return undefined;
  if (sketches.length === 1) return fillOne(only, input);

  let steep = Math.max(...sketches.map((sketch) => sketch.slopeAt(0)));
  let flat = 0;
  let atSteep = sketches.map(() => 0);
  let atFlat = sketches.map(({ capacity }) => capacity);
  for (let i = 0; i < MAX_HALVINGS; i++) {
    if (sum(atFlat) - sum(atSteep) <= input * SHARE_PRECISION || steep - flat <= steep * SLOPE_PRECISION) break;
    // Slopes are prices: what is halved is their ratio, once there is a lower one.
    const slope = flat === 0 ? steep / 2 : Math.sqrt(steep * flat);
    if (slope >= steep || slope <= flat) break;
    const shares = sketches.map((sketch) => sketch.inputAtSlope(slope));
    if (sum(shares) >= input) {
      flat = slope;
      atFlat = shares;
    } else {
      steep = slope;
      atSteep = shares;
    }
  }
  const [least, most] = [sum(atSteep), sum(atFlat)];
  const part = most > least ? (input - least) / (most - least) : 0;
  const shares = sketches.map((_, i) => {
    const [low, high] = [atSteep[i] ?? 0, atFlat[i] ?? 0];
    return low + (high - low) * part;
  });
  const amountOut = sketches.reduce((total, sketch, i) => total + sketch.outAt(shares[i] ?? 0), 0);
  return { shares, amountOut, slope: flat === 0 ? steep : flat };
}
