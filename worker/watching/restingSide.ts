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
  /** Begins the count of slots in which a condition holds again. */
  restart(): void;
  /** True when an order watches the index price. */
  readonly needsIndex: boolean;
  readonly size: number;
};

/** How long a look takes orders whose triggers watch quotes, milliseconds: each needs one of its own, so where they are many they are judged in turns. */
const QUOTING_MS = 10;

export function createRestingSide(opts: {
  readonly tokenIn: Mint;
  readonly tokenOut: Mint;
  onRaised(entry: Entry): void;
  quotingMs?: number;
}): RestingSide {
  const { quotingMs = QUOTING_MS } = opts;
  const quotes = createQuoteSide();
  const conditions = createConditionSide(opts);
  let size = 0;
  const partOf = (entry: Entry) => (waitsForQuote(entry) ? quotes : conditions);

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
      for (const entry of conditions.candidates(sight)) yield conditions.judge(entry, sight);
      for (const entry of quotes.candidates(sight)) yield quotes.judge(entry, sight);
      const until = performance.now() + quotingMs;
      for (const entry of conditions.inTurn()) {
        yield conditions.judge(entry, sight);
        if (performance.now() > until) return;
      }
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
