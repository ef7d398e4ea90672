import { median } from '../../median.ts';
import { cpuInAll } from '../costs.ts';
import type { LevelFigures } from '../level.ts';
import type { RunFigures } from './oneRun.ts';

type Measure = { readonly name: string; readonly of: (figures: LevelFigures) => number; readonly digits: number };

const MEASURES: readonly Measure[] = [
  { name: 'orders/s', of: ({ perSecond }) => perSecond, digits: 0 },
  { name: 'overhead p50, ms', of: ({ overhead }) => overhead.p50, digits: 1 },
  { name: 'overhead p99, ms', of: ({ overhead }) => overhead.p99, digits: 1 },
  { name: 'CPU an order, ms', of: ({ costs }) => cpuInAll(costs), digits: 2 },
  { name: 'statements an order', of: ({ costs }) => costs.statements ?? Number.NaN, digits: 2 },
  { name: 'transactions an order', of: ({ costs }) => costs.transactions, digits: 2 },
  { name: 'WAL an order, kB', of: ({ costs }) => costs.walBytes / 1_024, digits: 1 },
  { name: 'Redis commands an order', of: ({ costs }) => costs.redisCommands, digits: 1 },
];

/**
 * Medians of both trees and the ratio of the medians, ours ÷ the other's, with the least and the greatest ratio of the two runs of a round.
 * `other` and `ours` have the same rounds and levels.
 */
export function comparisonLines(opts: {
  other: readonly RunFigures[];
  ours: readonly RunFigures[];
  commit: string;
}): string {
  const { other, ours, commit } = opts;
  const levels = ours[0]?.levels ?? [];
  return levels
    .flatMap(({ inFlight, orders }, nth) => [
      `${inFlight} in flight, ${orders} orders`.padEnd(32) +
        `${commit.padStart(12)}   this tree   ratio  of single rounds`,
      ...MEASURES.map((measure) => {
        const valuesOf = (runs: readonly RunFigures[]) =>
          runs.flatMap(({ levels: all }) => all.slice(nth, nth + 1).map(measure.of));
        return line(measure, valuesOf(other), valuesOf(ours));
      }),
    ])
    .join('\n');
}

function line({ name, digits }: Measure, other: readonly number[], ours: readonly number[]): string {
  const rounds = ours.map((value, round) => value / (other[round] ?? Number.NaN));
  return [
    `  ${name}`.padEnd(32),
    median(other).toFixed(digits).padStart(12),
    median(ours).toFixed(digits).padStart(12),
    (median(ours) / median(other)).toFixed(2).padStart(8),
    `  ${Math.min(...rounds).toFixed(2)}–${Math.max(...rounds).toFixed(2)}`,
  ].join('');
}
