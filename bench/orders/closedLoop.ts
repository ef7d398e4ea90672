import type { BenchTrader, SeenOrder } from './traders.ts';

export type ClosedLoopRun = { readonly orders: readonly SeenOrder[]; readonly seconds: number };

/** Keeps `inFlight` orders in flight until `count` have ended, the traders in turn. Throws when `signal` is aborted. */
export async function runInFlight(opts: {
  traders: readonly BenchTrader[];
  inFlight: number;
  count: number;
  signal: AbortSignal;
}): Promise<ClosedLoopRun> {
  const { traders, inFlight, count, signal } = opts;
  const orders: SeenOrder[] = [];
  let begun = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (begun < count && !signal.aborted) {
        const trader = traders[begun++ % traders.length];
        if (trader !== undefined) orders.push(await trader.trade());
      }
    }),
  );
  signal.throwIfAborted();
  return { orders, seconds: (performance.now() - started) / 1_000 };
}
