import { partitionPoint } from './partitionPoint.ts';

/**
 * The ranges that a swap in one direction passes, in order. They are built on demand and cached, so that many amounts can be quoted on the same
 * pool without walking it again. `next` builds the range after the last one; undefined where the pool ends. Errors of `next` are passed on.
 */
export class Rungs<R extends { readonly lastInput: bigint }> {
  readonly #built: R[] = [];
  readonly #next: (last: R | undefined, index: number) => R | undefined;

  constructor(next: (last: R | undefined, index: number) => R | undefined) {
    this.#next = next;
  }

  /** Number of ranges built so far. */
  get count(): number {
    return this.#built.length;
  }

  /** The last range built so far. */
  get last(): R | undefined {
    return this.#built[this.#built.length - 1];
  }

  /** The range at an index, counted from the price; undefined where the pool ends. */
  at(index: number): R | undefined {
    while (this.#built.length <= index) {
      const next = this.#next(this.last, this.#built.length);
      if (next === undefined) return undefined;
      this.#built.push(next);
    }
    return this.#built[index];
  }

  /** Index of the first range in which an input ends, by its `lastInput`; `count` when the input exceeds the pool. */
  endOf(amountIn: bigint): number {
    for (let { last } = this; last === undefined || amountIn > last.lastInput; ) {
      last = this.at(this.#built.length);
      if (last === undefined) return this.#built.length;
    }
    return partitionPoint(this.#built, ({ lastInput }) => amountIn > lastInput);
  }
}
