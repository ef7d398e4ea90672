import type { BenchEngine } from './engine.ts';
import { type Spread, spreadOf } from './level.ts';
import { keptUp, runAtRate } from './openLoop.ts';
import { timesToEnd } from './times.ts';

/** The results at a fixed load; times in ms. */
export type FixedLoadFigures = {
  /** Orders due a second, and orders ended a second until the last end. */
  readonly due: number;
  readonly made: number;
  readonly orders: number;
  readonly confirmed: number;
  readonly refused: number;
  readonly firstRefusal: unknown;
  /** From the due time of an order to its committed end. */
  readonly fromDue: Spread;
  /** The delay of the sending against the due time, because this process was busy. Included in the times above. */
  readonly sentLate: Spread;
  readonly kept: boolean;
};

/** Measures a fixed load over `seconds`. */
export async function measureFixedLoad(
  engine: BenchEngine,
  opts: { perSecond: number; seconds: number },
): Promise<FixedLoadFigures> {
  const { traders, owner, signal } = engine;
  const count = Math.round(opts.perSecond * opts.seconds);
  const run = await runAtRate({ traders, perSecond: opts.perSecond, count, signal });
  return {
    due: opts.perSecond,
    made: run.orders.length / run.seconds,
    orders: count,
    confirmed: run.orders.filter(({ status }) => status === 'confirmed').length,
    refused: run.refused,
    firstRefusal: run.firstRefusal,
    fromDue: spreadOf(
      await timesToEnd(
        owner,
        run.orders.map(({ orderId, dueAt }) => ({ orderId, from: dueAt })),
      ),
    ),
    sentLate: spreadOf(run.orders.map(({ sentAt, dueAt }) => sentAt - dueAt)),
    kept: keptUp({ perSecond: opts.perSecond, unfinished: run.unfinished }),
  };
}
