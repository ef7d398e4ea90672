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
  market: { accepted: 490, confirmed: 294 },
  resting: {
    accepted: { limit: 42, stop: 42, takeProfit: 42, trailingStop: 42, oco: 42 },
    triggered: 60,
    restedAgain: 5,
    confirmed: 50,
    failed: 0,
    cancelled: 60,
    expired: 10,
    amended: 10,
  },
  refused: 0,
  unclear: 9,
  unanswered: 0,
  capitals: {
    LOST: 0,
    OPEN: 0,
    DOUBLE: 0,
    ORPHAN: 0,
    PHANTOM: 0,
    'CANCELLED-BUT-EXECUTED': 0,
    'TRIGGERED-TWICE': 0,
    UNMET: 0,
    'BELOW-LIMIT': 0,
    'HELD-FOR-NOTHING': 0,
    GAPS: 0,
    AUDIT: 0,
    ILLEGAL: 0,
    CRASHED: 0,
    REFUSED: 0,
  },
  sqlStates: {},
  fenced: 1,
  fencedTriggers: 0,
  repeatedTriggers: { repeated: 20, refused: 20 },
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
  ['too few confirmed', { market: { accepted: 490, confirmed: 293 } }],
  ['no market order', { market: { accepted: 0, confirmed: 0 } }],
  ['too few resting orders', { resting: { ...good.resting, accepted: { ...good.resting.accepted, oco: 41 } } }],
  ['no order of a kind', { resting: { ...good.resting, accepted: { ...good.resting.accepted, oco: 0, stop: 84 } } }],
  ['too few triggers', { resting: { ...good.resting, triggered: 59 } }],
  ['too few expired orders', { resting: { ...good.resting, expired: 9 } }],
  ['too few amended orders', { resting: { ...good.resting, amended: 9 } }],
  ['a kind of fault that hit too rarely', { faults: { ...good.faults, 'kill redis': 2 } }],
  ['too few repeated triggers', { repeatedTriggers: { repeated: 19, refused: 19 } }],
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
