import { runInFlight } from './closedLoop.ts';
import { costsPerOrder, type Used } from './costs.ts';
import type { BenchEngine } from './engine.ts';
import { percentile } from './percentile.ts';
import { overheads, timesToEnd } from './times.ts';

/** Orders in flight, and the number of measured orders. */
export type Level = { readonly inFlight: number; readonly orders: number };

/** The results at a level; times in ms. */
export type LevelFigures = {
  readonly inFlight: number;
  readonly orders: number;
  readonly perSecond: number;
  readonly confirmed: number;
  /** From sending the request to the committed end. */
  readonly whole: Spread;
  readonly overhead: Spread;
  readonly costs: Used;
};

export type Spread = { readonly p50: number; readonly p99: number };

export function spreadOf(values: readonly number[]): Spread {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
}

/** The usual number of unmeasured orders before a level, with as many in flight. */
const leadIn = (inFlight: number) => Math.max(20, inFlight);

/** Measures one level, after some unmeasured orders with as many in flight. */
export async function measureLevel(engine: BenchEngine, level: Level): Promise<LevelFigures> {
  const { traders, owner, meter, signal } = engine;
  const { inFlight } = level;
  await runInFlight({ traders, inFlight, count: leadIn(inFlight), signal });
  const before = await meter.used();
  const { orders, seconds } = await runInFlight({ traders, inFlight, count: level.orders, signal });
  const after = await meter.used();
  return {
    inFlight,
    orders: orders.length,
    perSecond: orders.length / seconds,
    confirmed: orders.filter(({ status }) => status === 'confirmed').length,
    whole: spreadOf(
      await timesToEnd(
        owner,
        orders.map(({ orderId, sentAt }) => ({ orderId, from: sentAt })),
      ),
    ),
    overhead: spreadOf(await overheads(owner, orders)),
    costs: costsPerOrder(before, after, orders.length),
  };
}
