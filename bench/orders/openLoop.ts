import { setTimeout as pause } from 'node:timers/promises';
import type { BenchTrader, SeenOrder } from './traders.ts';

/** An order of a fixed load. `dueAt` is its planned time of sending, independent of earlier orders; Unix milliseconds. */
export type DueOrder = SeenOrder & { readonly dueAt: number };

export type OpenLoopRun = {
  readonly orders: readonly DueOrder[];
  /** Orders whose request was refused or not answered, and the error of the first one. */
  readonly refused: number;
  readonly firstRefusal: unknown;
  /** From the due time of the first order to the last end, seconds. */
  readonly seconds: number;
  /** Orders without an end when the last one was sent. */
  readonly unfinished: number;
};

/**
 * Sends `count` orders at `perSecond` in equal steps, the traders in turn. It does not wait for answers (an open loop), so that a slow engine gets
 * the same load as a fast one; times are to be measured from `dueAt`. If this process was busy, a late order is sent at once. Resolves when all
 * have ended; throws when `signal` is aborted.
 */
export async function runAtRate(opts: {
  traders: readonly Pick<BenchTrader, 'trade'>[];
  perSecond: number;
  count: number;
  signal: AbortSignal;
}): Promise<OpenLoopRun> {
  const { traders, perSecond, count, signal } = opts;
  const orders: DueOrder[] = [];
  let refused = 0;
  let firstRefusal: unknown;
  const startedAt = Date.now();
  const dueAt = (nth: number) => startedAt + (nth * 1_000) / perSecond;

  async function send(nth: number): Promise<void> {
    try {
      const order = await traders[nth % traders.length]?.trade();
      if (order !== undefined) orders.push({ ...order, dueAt: dueAt(nth) });
    } catch (error) {
      firstRefusal ??= error;
      refused += 1;
    }
  }

  const sent: Promise<void>[] = [];
  while (sent.length < count && !signal.aborted) {
    while (sent.length < count && dueAt(sent.length) <= Date.now()) sent.push(send(sent.length));
    if (sent.length < count) await pause(Math.max(1, dueAt(sent.length) - Date.now()));
  }
  const unfinished = sent.length - orders.length - refused;
  await Promise.all(sent);
  signal.throwIfAborted();
  return { orders, refused, firstRefusal, seconds: (Date.now() - startedAt) / 1_000, unfinished };
}

/** Whether an engine kept up with a fixed load: when the last order was sent, fewer orders than one second's load were unfinished. */
export function keptUp(opts: { perSecond: number; unfinished: number }): boolean {
  return opts.unfinished < opts.perSecond;
}
