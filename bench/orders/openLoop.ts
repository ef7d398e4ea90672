import { setTimeout as pause } from 'node:timers/promises';
import type { BenchTrader, SeenOrder } from './traders.ts';

/** An order of a fixed load. `dueAt` is when it had to be sent, whatever became of those before it; Unix milliseconds. */
export type DueOrder = SeenOrder & { readonly dueAt: number };

export type OpenLoopRun = {
  readonly orders: readonly DueOrder[];
  /** Orders whose request was refused or not answered, and why the first of them was. */
  readonly refused: number;
  readonly firstRefusal: unknown;
  /** From the first order being due to the last end, seconds. */
  readonly seconds: number;
  /** Orders that had no end yet at the moment when the last one was sent. */
  readonly unfinished: number;
};

/**
 * Sends `count` orders at `perSecond` in equal steps, to the traders in turn. It waits for no answer (an open loop), so that a slow engine
 * meets as much load as a fast one; times are to be taken from `dueAt`. An order that is sent late, because this process was busy, is sent at
 * once. Resolves when all have ended; throws when `signal` is aborted.
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

/** Whether an engine kept up with a fixed load: when the last order was sent, less than one second's worth of orders was unfinished. */
export function keptUp(opts: { perSecond: number; unfinished: number }): boolean {
  return opts.unfinished < opts.perSecond;
}
