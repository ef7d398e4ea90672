import type { Ceilings } from './ceilings.ts';
import { printedCosts } from './costs.ts';
import { CONCURRENCY, TRADERS } from './engine.ts';
import type { FixedLoadFigures } from './fixedLoad.ts';
import type { LevelFigures, Spread } from './level.ts';

/** The lines that `npm run bench` prints. */

const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(10);
const spread = ({ p50, p99 }: Spread) => `${ms(p50)} / ${ms(p99)}`.padStart(28);
const percent = (share: number, digits = 2) => `${(100 * share).toFixed(digits)} %`;

export const SETTING = `${TRADERS} traders, worker concurrency ${CONCURRENCY}, slot time 0; client and engine share this machine`;

export function ceilingLines({ jobsPerSecond, insertsPerSecond, connections }: Ceilings): string {
  return [
    `bare queue: ${jobsPerSecond.toFixed(0)} jobs/s (BullMQ, added in batches, a worker that does nothing)`,
    `bare commits: ${insertsPerSecond.toFixed(0)} inserts/s (one row each, ${connections} connections)`,
  ].join('\n');
}

export const LEVEL_HEADER =
  'in flight    orders   orders/s   confirmed   submit to final p50 / p99    engine overhead p50 / p99';

export function levelLines(figures: LevelFigures, ceilings: Ceilings): string {
  const { inFlight, orders, perSecond, confirmed, whole, overhead, costs } = figures;
  const indent = ' '.repeat(10);
  return [
    [
      String(inFlight).padStart(9),
      String(orders).padStart(9),
      perSecond.toFixed(0).padStart(10),
      percent(confirmed / orders).padStart(11),
      spread(whole),
      spread(overhead),
    ].join(' '),
    `${indent}${printedCosts(costs)}`,
    `${indent}${percent(perSecond / ceilings.jobsPerSecond, 1)} of the bare queue, ${percent(perSecond / ceilings.insertsPerSecond, 1)} of the bare commits`,
  ].join('\n');
}

export const FIXED_LOAD_HEADER =
  ' due/s    orders    ended/s   confirmed      due to final p50 / p99           sent late p50 / p99   kept up';

export function fixedLoadLine(figures: FixedLoadFigures): string {
  return [
    String(figures.due).padStart(6),
    String(figures.orders).padStart(9),
    figures.made.toFixed(1).padStart(10),
    percent(figures.confirmed / figures.orders).padStart(11),
    spread(figures.fromDue),
    spread(figures.sentLate),
    `${figures.kept ? 'yes' : 'NO: the load was not kept up with'}`.padStart(9),
  ].join(' ');
}
