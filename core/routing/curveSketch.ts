import type { CurvePiece, PoolCurve } from '../pools/poolCurve.ts';

/**
 * A pool's curve in floating point, without rounding, for the search for shares, which evaluates it thousands of times. It only proposes amounts;
 * exact quotes around the proposals decide. It uses only + − × ÷ and square roots, which IEEE 754 defines to the last bit, so every process finds
 * the same proposals.
 *
 * Slopes fall along the pieces: if the second of two neighbouring lines is steeper, they are merged into one (the curve's upper hull).
 */
export class CurveSketch {
  /** The largest possible input, at most the input that was sketched. */
  readonly capacity: number;
  readonly #pieces: readonly SketchPiece[];

  constructor(curve: PoolCurve, upTo: bigint) {
    const { pieces, breakpoints, capacity } = curve.shape(upTo);
    this.capacity = Number(capacity);
    const drawn: SketchPiece[] = [];
    let start = 0;
    for (const [i, piece] of pieces.entries()) {
      const breakpoint = breakpoints[i];
      const end = breakpoint === undefined ? this.capacity : Math.min(Number(breakpoint), this.capacity);
      addPiece(drawn, sketchPiece({ piece, start, end }));
      start = end;
    }
    let out = 0;
    for (const piece of drawn) {
      piece.outBefore = out;
      out += outOfPiece(piece, piece.end);
    }
    this.#pieces = drawn;
  }

  /** Output of an input, at most the capacity's. */
  outAt(input: number): number {
    const piece = this.#pieceAt(input);
    return piece === undefined ? 0 : piece.outBefore + outOfPiece(piece, Math.min(input, piece.end));
  }

  /** The output of the next unit of input; 0 beyond the capacity. */
  slopeAt(input: number): number {
    const piece = this.#pieceAt(input);
    return piece === undefined || input >= this.capacity ? 0 : slopeOfPiece(piece, input);
  }

  /** The input up to which every unit yields at least `slope`. */
  inputAtSlope(slope: number): number {
    const pieces = this.#pieces;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const piece = pieces[middle];
      if (piece !== undefined && slopeOfPiece(piece, piece.start) >= slope) low = middle + 1;
      else high = middle;
    }
    const last = pieces[low - 1];
    if (last === undefined) return 0;
    if (last.weight === 0) return last.end;
    const input = (Math.sqrt(last.scale / slope) - last.base) / last.weight;
    return Math.min(last.end, Math.max(last.start, input));
  }

  #pieceAt(input: number): SketchPiece | undefined {
    const pieces = this.#pieces;
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const piece = pieces[middle];
      if (piece !== undefined && input >= piece.end) low = middle + 1;
      else high = middle;
    }
    return pieces[low];
  }
}

/** Sketches per curve and extent: many amounts are routed on one snapshot. */
const known = new WeakMap<PoolCurve, Map<bigint, CurveSketch>>();

/** The sketch of a curve for inputs up to at least `upTo`. The extent is rounded up to two binary digits, so that near amounts share a sketch. */
export function sketchOf(curve: PoolCurve, upTo: bigint): CurveSketch {
  const extent = roundedUp(upTo);
  const ofCurve = known.get(curve);
  const found = ofCurve?.get(extent);
  if (found !== undefined) return found;
  const sketch = new CurveSketch(curve, extent);
  if (ofCurve === undefined) known.set(curve, new Map([[extent, sketch]]));
  else ofCurve.set(extent, sketch);
  return sketch;
}

/** The least 2·2ᵏ or 3·2ᵏ that is not below an amount. */
function roundedUp(amount: bigint): bigint {
  const shift = BigInt(Math.max(0, amount.toString(2).length - 2));
  const lead = amount >> shift;
  return lead << shift === amount ? amount : (lead + 1n) << shift;
}

/** Yields scale / (base + weight × input)² per unit; a line has the weight 0 and the base 1. */
type SketchPiece = {
  readonly scale: number;
  readonly base: number;
  readonly weight: number;
  readonly start: number;
  readonly end: number;
  outBefore: number;
};

/** A quotient of integers as a float. They are products of a few u64 and u128, far below the largest float of 2^1024. */
function quotient(num: bigint, den: bigint): number {
  return Number(num) / Number(den);
}

function sketchPiece(opts: { piece: CurvePiece; start: number; end: number }): SketchPiece {
  const { piece, start, end } = opts;
  if (piece.kind === 'line')
    return { scale: quotient(piece.num, piece.den), base: 1, weight: 0, start, end, outBefore: 0 };
  // Divided by the base, so that no figure is extremely large or small.
  const { scale, base, weight } = piece;
  if (base === 0n) return { scale: 0, base: 1, weight: 1, start, end, outBefore: 0 };
  return { scale: quotient(scale, base * base), base: 1, weight: quotient(weight, base), start, end, outBefore: 0 };
}

function addPiece(drawn: SketchPiece[], piece: SketchPiece): void {
  let added = piece;
  for (;;) {
    const last = drawn[drawn.length - 1];
    if (last === undefined || last.weight !== 0 || added.weight !== 0 || last.scale >= added.scale) break;
    drawn.pop();
    const [before, after] = [last.end - last.start, added.end - added.start];
    const scale = before + after === 0 ? added.scale : (last.scale * before + added.scale * after) / (before + after);
    added = { ...added, scale, start: last.start };
  }
  drawn.push(added);
}

function slopeOfPiece(piece: SketchPiece, input: number): number {
  const root = piece.base + piece.weight * input;
  return piece.scale / (root * root);
}

/** Output between the piece's start and an input within it. */
function outOfPiece(piece: SketchPiece, input: number): number {
  const { scale, base, weight, start } = piece;
  return (scale * (input - start)) / ((base + weight * start) * (base + weight * input));
}
