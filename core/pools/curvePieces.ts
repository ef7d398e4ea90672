import { partitionPoint } from './partitionPoint.ts';
import type { CurvePiece, CurveShape } from './poolCurve.ts';

/** A piece and the input that ends it, base units. */
type EndedPiece = { readonly piece: CurvePiece; readonly end: bigint };

/**
 * The pieces of a pool whose liquidity is in ranges, built on demand and cached. `next` builds the piece after the last one; undefined where the
 * curve ends.
 */
export class CurvePieces {
  readonly #pieces: CurvePiece[] = [];
  readonly #ends: bigint[] = [];
  readonly #next: () => EndedPiece | undefined;

  constructor(next: () => EndedPiece | undefined) {
    this.#next = next;
  }

  /** The pieces up to an input, base units. */
  shape(upTo: bigint): CurveShape {
    while (this.#end < upTo) {
      const made = this.#next();
      if (made === undefined) break;
      this.#pieces.push(made.piece);
      this.#ends.push(made.end);
    }
    const count = upTo === 0n ? 0 : partitionPoint(this.#ends, (end) => end < upTo) + 1;
    return {
      pieces: this.#pieces.slice(0, count),
      breakpoints: this.#ends.slice(0, count),
      capacity: this.#end < upTo ? this.#end : upTo,
    };
  }

  get #end(): bigint {
    return this.#ends[this.#ends.length - 1] ?? 0n;
  }
}
