import { cpus, loadavg } from 'node:os';
import type { LookTimes } from '../../worker/watching/watcher.ts';
import { percentile } from '../orders/percentile.ts';
import type { Burst } from './burst.ts';

const ms = (value: number) => `${value.toFixed(1)} ms`;
const both = (values: readonly number[]) => `p50 ${ms(percentile(values, 0.5))}, p99 ${ms(percentile(values, 0.99))}`;

export function countLine(opts: { orders: number; seconds: number }): string {
  return `resting orders                    ${opts.orders} of all kinds over all pairs, placed in ${opts.seconds.toFixed(0)} s`;
}

export function startLine(opts: { startMs: number; readMs: number }): string {
  return `start of the worker               first look after ${ms(opts.startMs)}; of this, reading all orders ${ms(opts.readMs)}`;
}

/** The looks and triggers of the measured time. `triggers`: from the word of the slot to the event, milliseconds. */
export function latencyLines(opts: {
  looks: readonly LookTimes[];
  triggers: readonly number[];
  megabytes: number;
}): string {
  const { looks, triggers, megabytes } = opts;
  const judged = looks.map(({ judged: count }) => count);
  return [
    `a look at a slot                  ${both(looks.map(({ lookMs }) => lookMs))} (${looks.length} slots; judged one by one p50 ${percentile(judged, 0.5)}, p99 ${percentile(judged, 0.99)})`,
    `from the slot to the commit       ${both(triggers)} (${triggers.length} triggers)`,
    `memory of the worker              ${megabytes.toFixed(0)} MB at most`,
    `load of the last minute           ${(loadavg()[0] ?? Number.NaN).toFixed(1)} on ${cpus().length} cores`,
  ].join('\n');
}

export function burstLine({ orders, slots, triggeredMs, submittedMs }: Burst): string {
  return `${orders} orders of ${slots === 1 ? 'one slot' : `${slots} slots`}            triggered after ${ms(triggeredMs)}, submitted after ${ms(submittedMs)}`;
}
