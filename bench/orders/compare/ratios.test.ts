import { expect, it } from 'vitest';
import type { RunFigures } from './oneRun.ts';
import { comparisonLines } from './ratios.ts';

const run = (perSecond: number, cpu: number): RunFigures => ({
  audit: 0,
  levels: [
    {
      inFlight: 10,
      orders: 100,
      perSecond,
      confirmed: 100,
      whole: { p50: 1, p99: 2 },
      overhead: { p50: 1, p99: 2 },
      costs: {
        cpuMs: { server: cpu, worker: cpu },
        statements: null,
        transactions: 3,
        walBytes: 10_240,
        redisCommands: 20,
      },
    },
  ],
});

it('prints medians, the ratio of the medians, and the range of the rounds', () => {
  const lines = comparisonLines({
    other: [run(100, 2), run(110, 3), run(90, 2)],
    ours: [run(200, 1), run(198, 1), run(270, 1)],
    commit: 'abc1234',
  }).split('\n');
  expect(lines[0]).toMatch(/^10 in flight, 100 orders +abc1234 +this tree +ratio/);
  expect(lines[1]).toMatch(/^ {2}orders\/s +100 +200 +2\.00 +1\.80–3\.00$/);
  expect(lines.find((line) => line.includes('CPU'))).toMatch(/4\.00 +2\.00 +0\.50 +0\.33–0\.50$/);
});
