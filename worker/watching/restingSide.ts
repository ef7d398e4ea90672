import type { Mint } from '../../core/tokens/token.ts';
import { createConditionSide } from './conditionSide.ts';
import { type Entry, type Fire, type Sight, waitsForQuote } from './entry.ts';
import { createQuoteSide } from './quoteSide.ts';

/** The orders that rest on one direction of a pair. */
export type RestingSide = {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** Judges the orders on a market. One value for each that had to be judged: its trigger when it fires. */
  look(sight: Sight): Iterable<Fire | undefined>;
  /** The same for orders whose triggers watch quotes, the ones that were not judged for longest first: the caller takes as many as it has time for. */
  lookInTurn(sight: Sight): Iterable<Fire | undefined>;
  /** Begins the count of slots in which a condition holds again. */
  restart(): void;
  /** True when an order watches the index price. */
  readonly needsIndex: boolean;
  readonly size: number;
};

export function createRestingSide(opts: {
  readonly tokenIn: Mint;
  readonly tokenOut: Mint;
  onRaised(entry: Entry): void;
  /** Called when an order can't be judged. */
  onFailed(entry: Entry, error: unknown): void;
}): RestingSide {
  const quotes = createQuoteSide();
  const conditions = createConditionSide(opts);
  let size = 0;
  const partOf = (entry: Entry) => (waitsForQuote(entry) ? quotes : conditions);
  function judge(entry: Entry, sight: Sight): Fire | undefined {
    try {
      return partOf(entry).judge(entry, sight);
    } catch (error) {
      opts.onFailed(entry, error);
      return undefined;
    }
  }

  return {
    add(entry) {
      partOf(entry).add(entry);
      size += 1;
    },
    remove(entry) {
      partOf(entry).remove(entry);
      size -= 1;
    },
    *look(sight) {
      for (const entry of conditions.candidates(sight)) yield judge(entry, sight);
      for (const entry of quotes.candidates(sight)) yield judge(entry, sight);
    },
    *lookInTurn(sight) {
      for (const entry of conditions.inTurn()) yield judge(entry, sight);
    },
    restart: conditions.restart,
    get needsIndex() {
      return conditions.needsIndex;
    },
    get size() {
      return size;
    },
  };
}
