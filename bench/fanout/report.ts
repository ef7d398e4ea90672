import type { Report } from './messages.ts';
import { EVENTS_PER_ORDER } from './orders.ts';
import type { ProcessUse } from './processUse.ts';

/** The smallest lag, ms, that at least a share `p` (0 to 1) of the events do not exceed; NaN without events. */
export function lagAt(lags: readonly number[], p: number): number {
  const all = lags.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [ms, count] of lags.entries()) {
    seen += count;
    if (seen > 0 && seen >= p * all) return ms;
  }
  return Number.NaN;
}

/** The printed text of a run. */
export function printedRun(opts: { report: Report; orders: number; samples: readonly ProcessUse[] }): string {
  const { report, orders, samples } = opts;
  const { seconds, events, messages, characters, gaps, closed, lags, cpuMs, stalledClosed } = report;
  const committed = orders * EVENTS_PER_ORDER;
  const perSecond = (count: number) => Math.round(count / seconds).toLocaleString('en');
  const memory = samples.map(({ megabytes }) => megabytes);
  const quarter = Math.ceil(memory.length / 4);
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
  const serverMs = (samples.at(-1)?.cpuMs ?? Number.NaN) - (samples[0]?.cpuMs ?? Number.NaN);
  const mb = (value: number) => `${value.toFixed(0)} MB`;
  const share = (ms: number) => `${((100 * ms) / (1_000 * seconds)).toFixed(0)} %`;
  return [
    `events delivered, over all subscribers    ${perSecond(events)} /s (${events} in ${seconds.toFixed(1)} s, in ${perSecond(messages)} messages/s)`,
    `events committed                          ${perSecond(committed)} /s (${orders} orders)`,
    `payload                                   ${(characters / seconds / 1e6).toFixed(1)} MB/s, ${(characters / messages).toFixed(0)} a message`,
    `lag from commit to receipt                p50 ${lagAt(lags, 0.5)} ms, p99 ${lagAt(lags, 0.99)} ms, longest ${lagAt(lags, 1)} ms`,
    `processor time, of one core               server ${share(serverMs)} (${((1_000 * serverMs) / events).toFixed(1)} µs a delivery), subscribers ${share(cpuMs)}`,
    `server memory                             first quarter ${mb(mean(memory.slice(0, quarter)))}, last quarter ${mb(mean(memory.slice(-quarter)))}, most ${mb(Math.max(...memory))}`,
    `left out, twice or out of order           ${gaps}; subscribers closed ${closed}; the client that reads nothing ${stalledClosed ? 'was closed' : 'is open'}`,
  ].join('\n');
}
