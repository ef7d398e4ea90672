import { partitionPoint } from './partitionPoint.ts';

/**
 * The stretches that a swap in one direction meets, in their order: built as far as somebody asks and kept, so that many amounts can be quoted on
 * the same pool without walking it again. `next` makes the stretch behind the last one; undefined where the pool ends. What it throws is passed on.
 */
export class Rungs<R extends { readonly lastInput: bigint }> {
  readonly #built: R[] = [];
  readonly #next: (last: R | undefined, index: number) => R | undefined;

  constructor(next: (last: R | undefined, index: number) => R | undefined) {
    this.#next = next;
  }

  /** How many are built. */
  get count(): number {
    return this.#built.length;
  }

  /** The last one that is built. */
  get last(): R | undefined {
    return this.#built[this.#built.length - 1];
  }

  /** The stretch at a place, counted from the price; undefined where the pool ends. */
  at(index: number): R | undefined {
    while (this.#built.length <= index) {
      const next = this.#next(this.last, this.#built.length);
      if (next === undefined) return undefined;
      this.#built.push(next);
    }
    return this.#built[index];
  }

  /** Place of the first stretch that takes an input whole, by its `lastInput`; `count` when the input is more than the pool takes. */
  endOf(amountIn: bigint): number {
    for (let { last } = this; last === undefined || amountIn > last.lastInput; ) {
      last = this.at(this.#built.length);
      if (last === undefined) return this.#built.length;
    }
    return partitionPoint(this.#built, ({ lastInput }) => amountIn > lastInput);
  }
}
