import { expect, test } from 'vitest';
import { broken, FULL_DEMANDS, invalidBecause, printedReport, type Report } from './report.ts';
import { FAULT_KINDS, type FaultKind } from './schedule.ts';

const good: Report = {
  seed: 1,
  seconds: 75,
  orders: 700,
  loadSeconds: 76,
  confirmedFirst: 20,
  faults: Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 3])) as Record<FaultKind, number>,
  accepted: 700,
  confirmed: 420,
  failed: 279,
  cancelled: 1,
  expired: 0,
  failures: { SLIPPAGE: 279 },
  refused: 0,
  unclear: 9,
  unanswered: 0,
  capitals: {
    LOST: 0,
    OPEN: 0,
    DOUBLE: 0,
    ORPHAN: 0,
    PHANTOM: 0,
    CANCELLED: 0,
    GAPS: 0,
    AUDIT: 0,
    ILLEGAL: 0,
    CRASHED: 0,
    REFUSED: 0,
  },
  sqlStates: {},
  fenced: 1,
  ambiguous: 10,
  thrownAway: 1,
  secondsToQuiet: 2,
  acceptMs: { p50: 20, p99: 2_000 },
  pageMoves: 10,
  recoveries: { 'kill postgres': { median: 1, longest: 2 } },
  examples: [],
};

test('a report that just meets the demands is valid', () => {
  expect(invalidBecause(good, FULL_DEMANDS)).toEqual([]);
  expect(broken(good)).toEqual([]);
  expect(printedReport({ report: good, commit: 'abc', demands: FULL_DEMANDS })).toMatch(/VALID, all 0$/);
});

test.each<[string, Partial<Report>]>([
  ['too few confirmed', { confirmed: 419 }],
  ['nothing accepted', { accepted: 0, confirmed: 0 }],
  ['a kind of fault that hit too rarely', { faults: { ...good.faults, 'kill redis': 2 } }],
  ['no fenced write', { fenced: 0 }],
  ['too few ambiguous submissions', { ambiguous: 9 }],
  ['no order that two workers prepared', { thrownAway: 0 }],
  ['no cancelled order', { cancelled: 0 }],
])('%s proves nothing', (_what, change) => {
  expect(invalidBecause({ ...good, ...change }, FULL_DEMANDS)).toHaveLength(1);
});

test('every violation counter that is not 0 is named', () => {
  const report = { ...good, capitals: { ...good.capitals, DOUBLE: 1, REFUSED: 2 }, sqlStates: { 23505: 2 } };
  expect(broken(report)).toEqual(['DOUBLE', 'REFUSED']);
  expect(printedReport({ report, commit: 'abc', demands: FULL_DEMANDS })).toMatch(
    /SQLSTATE 23505 × 2\n(.*\n)*BROKEN: DOUBLE, REFUSED$/,
  );
});
