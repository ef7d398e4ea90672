import type { CurvePiece, CurveShape, PoolCurve } from '../pools/poolCurve.ts';
import { integerSqrt } from './integerSqrt.ts';

/** A split of an amount: `amountA` goes to the first curve, the rest to the second. Base units. */
export type AmountSplit = { readonly amountA: bigint; readonly amountOut: bigint };

/** Up to this input, every split is tried. */
const EXHAUSTIVE = 128n;

/** Below this input one base unit exceeds a part per million, so the search tries more nearby integers. */
const COARSE = 1n << 21n;
const COARSE_REACH = 12;
const COARSE_ROUNDS = 2;
const FINE_REACH = 1;
const NEIGHBOURS = 3n;

const SQRT_SCALE_BITS = 64n;

type Fraction = { readonly num: bigint; readonly den: bigint };

function slopeAt(piece: CurvePiece, amount: bigint): Fraction {
  if (piece.kind === 'line') return piece;
  const root = piece.base + piece.weight * amount;
  return { num: piece.scale, den: root * root };
}

function compare(left: Fraction, right: Fraction): number {
  const difference = left.num * right.den - right.num * left.den;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** The input at which the slope of a hyperbola has fallen to that of a line. */
function inputAtSlope(hyperbola: Extract<CurvePiece, { kind: 'hyperbola' }>, slope: Fraction): bigint {
  return (integerSqrt((hyperbola.scale * slope.den) / slope.num) - hyperbola.base) / hyperbola.weight;
}

/** Where the slopes of two pieces meet when `total` is shared between them: the input of the first. */
function meetingPoint(a: CurvePiece, b: CurvePiece, total: bigint): bigint {
  if (a.kind === 'line') return b.kind === 'line' ? 0n : total - inputAtSlope(b, a);
  if (b.kind === 'line') return inputAtSlope(a, b);
  const rootA = integerSqrt(a.scale << SQRT_SCALE_BITS);
  const rootB = integerSqrt(b.scale << SQRT_SCALE_BITS);
  const divisor = a.weight * rootB + b.weight * rootA;
  if (divisor === 0n) return 0n;
  return ((b.base + b.weight * total) * rootA - a.base * rootB) / divisor;
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value;
}

/** The inputs of A between which neither curve has a breakpoint, ascending, from the least to the most that A can take. */
function intervals(a: CurveShape, b: CurveShape, total: bigint): bigint[] {
  const low = total - b.capacity;
  const high = a.capacity;
  const points = [low];
  let nextA = 0;
  let nextB = b.breakpoints.length - 1;
  for (;;) {
    const fromA = a.breakpoints[nextA];
    const breakB = b.breakpoints[nextB];
    const fromB = breakB === undefined ? undefined : total - breakB;
    if (fromA === undefined && fromB === undefined) break;
    const takeA = fromB === undefined || (fromA !== undefined && fromA <= fromB);
    const point = takeA ? fromA : fromB;
    if (takeA) nextA++;
    else nextB--;
    const last = points[points.length - 1];
    if (point !== undefined && last !== undefined && point > last && point < high) points.push(point);
  }
  points.push(high);
  return points;
}

/**
 * All local optima of the output over the inputs of A, without rounding. Between breakpoints the output is concave, so an optimum lies where the
 * slopes are equal, or on a breakpoint after which the output falls. There may be several: a bin nearer to the volatility reference may charge so
 * much less that the whole curve is not concave.
 */
function localOptima(a: CurveShape, b: CurveShape, total: bigint): bigint[] {
  const points = intervals(a, b, total);
  const optima: bigint[] = [];
  let indexA = 0;
  let indexB = b.pieces.length - 1;
  let rising = true;
  for (let i = 0; i + 1 < points.length; i++) {
    const left = points[i] ?? 0n;
    const right = points[i + 1] ?? left;
    while ((a.breakpoints[indexA] ?? total) <= left && indexA + 1 < a.pieces.length) indexA++;
    while (indexB > 0 && (b.breakpoints[indexB - 1] ?? 0n) >= total - left) indexB--;
    const pieceA = a.pieces[indexA];
    const pieceB = b.pieces[indexB];
    if (pieceA === undefined || pieceB === undefined) break;
    const atLeft = compare(slopeAt(pieceA, left), slopeAt(pieceB, total - left));
    const atRight = compare(slopeAt(pieceA, right), slopeAt(pieceB, total - right));
    if (atLeft <= 0) {
      if (rising) optima.push(left);
    } else if (atRight < 0) {
      optima.push(clamp(meetingPoint(pieceA, pieceB, total), left, right));
    }
    rising = atRight >= 0;
  }
  if (rising) optima.push(points[points.length - 1] ?? total);
  return optima;
}

/** The inputs of A worth an exact quote around an optimum without rounding. */
function candidatesAround(a: PoolCurve, b: PoolCurve, total: bigint, optimum: bigint): bigint[] {
  const reach = total < COARSE ? COARSE_REACH : FINE_REACH;
  const candidates = [...a.alignedInputs(optimum, reach)];
  for (const input of b.alignedInputs(total - optimum, reach)) candidates.push(total - input);
  for (let offset = -NEIGHBOURS; offset <= NEIGHBOURS; offset++) candidates.push(optimum + offset);
  return candidates;
}

function everySplit(total: bigint): bigint[] {
  const splits: bigint[] = [];
  for (let amount = 1n; amount < total; amount++) splits.push(amount);
  return splits;
}

/**
 * The best split of an exact input between two pools that both take a part, or undefined when there is none. The curves' slopes give the optimum
 * without rounding; exact quotes around it decide. Integers only, so every process finds the same split.
 */
export function splitAmount(a: PoolCurve, b: PoolCurve, total: bigint): AmountSplit | undefined {
  let best: AmountSplit | undefined;
  const consider = (amountA: bigint): void => {
    if (amountA <= 0n || amountA >= total || amountA === best?.amountA) return;
    const outA = a.amountOut(amountA);
    if (outA === 0n) return;
    const outB = b.amountOut(total - amountA);
    if (outB === 0n) return;
    if (best === undefined || outA + outB > best.amountOut) best = { amountA, amountOut: outA + outB };
  };

  if (total <= EXHAUSTIVE) {
    for (const amountA of everySplit(total)) consider(amountA);
    return best;
  }
  const shapeA = a.shape(total);
  const shapeB = b.shape(total);
  if (shapeA.capacity + shapeB.capacity < total) return undefined;
  const considerAround = (optimum: bigint): void => {
    for (const amountA of candidatesAround(a, b, total, optimum)) consider(amountA);
  };
  const coarse = total < COARSE;
  for (const optimum of localOptima(shapeA, shapeB, total)) {
    // An optimum at an end means a single pool, unless rounding makes a few units in the other pool worthwhile.
    if (coarse || (optimum > 0n && optimum < total)) considerAround(optimum);
  }
  if (coarse) {
    for (const amountA of shapeA.breakpoints) consider(amountA);
    for (const amountB of shapeB.breakpoints) consider(total - amountB);
    for (let round = 0; round < COARSE_ROUNDS && best !== undefined; round++) considerAround(best.amountA);
  }
  return best;
}
