import type { Capital, Capitals } from './capitals.ts';
import type { Ends } from './reckoning.ts';
import { FAULT_KINDS, type FaultKind } from './schedule.ts';

export type Report = Ends & {
  readonly seed: number;
  readonly seconds: number;
  /** Orders that clients clicked. */
  readonly orders: number;
  readonly loadSeconds: number;
  /** Orders confirmed before the first fault. */
  readonly confirmedFirst: number;
  /** Faults that took effect, by kind. */
  readonly faults: Readonly<Record<FaultKind, number>>;
  /** Refused for good, for example for lack of funds. */
  readonly refused: number;
  /** Clicks without an answer, or with an unclear one. */
  readonly unclear: number;
  /** Orders whose client gave up without a clear answer. */
  readonly unanswered: number;
  readonly capitals: Capitals;
  readonly sqlStates: Readonly<Record<string, number>>;
  /** Writes under a lost lease that the database refused. */
  readonly fenced: number;
  /** Triggers that the database refused because another worker watched the pair. */
  readonly fencedTriggers: number;
  /** Triggers that the campaign committed a second time, and those of them that did not change their order. */
  readonly repeatedTriggers: { readonly repeated: number; readonly refused: number };
  /** Submissions whose sending was not answered. */
  readonly ambiguous: number;
  /** Prepared orders that another worker had taken. */
  readonly thrownAway: number;
  /** From the end of the last fault until no order was open but those that rest within their time; undefined when some were left. */
  readonly secondsToQuiet: number | undefined;
  /** From the first click to the acknowledgement, including all clicks between them. */
  readonly acceptMs: { readonly p50: number; readonly p99: number };
  /** How often the open pages moved to another server. */
  readonly pageMoves: number;
  /** Seconds from the end of a fault to the next confirmed order. */
  readonly recoveries: Readonly<Partial<Record<FaultKind, { readonly median: number; readonly longest: number }>>>;
  /** Examples of violations. */
  readonly examples: readonly string[];
};

/** The conditions under which a report with all counters at 0 is evidence. */
export type Demands = {
  /** Of the accepted market orders. */
  readonly confirmedShare: number;
  /** Of the accepted orders. */
  readonly restingShare: number;
  /** Orders that rest whose trigger fired, that expired, and that were amended. */
  readonly triggered: number;
  readonly expired: number;
  readonly amended: number;
  readonly repeatedTriggers: number;
  readonly hitsOfEachKind: number;
  readonly fenced: number;
  readonly ambiguous: number;
  readonly thrownAway: number;
  readonly cancelled: number;
};

export const FULL_DEMANDS: Demands = {
  confirmedShare: 0.6,
  restingShare: 0.3,
  triggered: 60,
  expired: 10,
  amended: 10,
  repeatedTriggers: 20,
  hitsOfEachKind: 3,
  fenced: 1,
  ambiguous: 10,
  thrownAway: 1,
  cancelled: 1,
};

/** The reasons why a report is no evidence; empty when it is valid. */
export function invalidBecause(report: Report, demands: Demands): string[] {
  const why: string[] = [];
  const { market, resting } = report;
  if (market.accepted === 0 || market.confirmed < demands.confirmedShare * market.accepted)
    why.push(
      `${market.confirmed} of ${market.accepted} accepted market orders confirmed, less than ${100 * demands.confirmedShare} %`,
    );
  const rested = restingOrders(report);
  if (rested < demands.restingShare * report.accepted)
    why.push(`${rested} of ${report.accepted} accepted orders rest, less than ${100 * demands.restingShare} %`);
  for (const [kind, accepted] of Object.entries(resting.accepted)) if (accepted === 0) why.push(`no ${kind} order`);
  for (const what of ['triggered', 'expired', 'amended'] as const)
    if (resting[what] < demands[what]) why.push(`${resting[what]} resting orders ${what}, not ${demands[what]}`);
  for (const kind of FAULT_KINDS)
    if (report.faults[kind] < demands.hitsOfEachKind)
      why.push(`${kind} hit ${report.faults[kind]} times, not ${demands.hitsOfEachKind}`);
  const { repeated } = report.repeatedTriggers;
  if (repeated < demands.repeatedTriggers) why.push(`${repeated} triggers repeated, not ${demands.repeatedTriggers}`);
  if (report.fenced < demands.fenced) why.push(`${report.fenced} fenced writes, not ${demands.fenced}`);
  if (report.ambiguous < demands.ambiguous)
    why.push(`${report.ambiguous} ambiguous submissions, not ${demands.ambiguous}`);
  if (report.thrownAway < demands.thrownAway)
    why.push(`${report.thrownAway} prepared orders thrown away, not ${demands.thrownAway}`);
  if (report.cancelled < demands.cancelled) why.push(`${report.cancelled} cancelled orders, not ${demands.cancelled}`);
  return why;
}

/** Number of accepted orders of the kinds that rest. */
function restingOrders({ resting }: Report): number {
  return Object.values(resting.accepted).reduce((sum, accepted) => sum + accepted, 0);
}

/** The violation counters that are not 0. */
export function broken(report: Report): Capital[] {
  return (Object.entries(report.capitals) as [Capital, number][])
    .filter(([, count]) => count !== 0)
    .map(([name]) => name);
}

/** The report as lines of text. */
export function printedReport(opts: { report: Report; commit: string; demands: Demands }): string {
  const { report, commit, demands } = opts;
  const { resting } = report;
  const kinds = Object.entries(resting.accepted).map(([kind, accepted]) => `${kind} ${accepted}`);
  const invalid = invalidBecause(report, demands);
  const total = FAULT_KINDS.filter((kind) => kind !== 'duplicate clicks').reduce(
    (n, kind) => n + report.faults[kind],
    0,
  );
  const seconds = (value: number | undefined) => (value === undefined ? 'never' : `${value.toFixed(1)} s`);
  const codes = Object.entries(report.failures).map(([code, times]) => `${code} ${times}`);
  const states = Object.entries(report.sqlStates).map(([state, times]) => `${state} × ${times}`);
  return [
    `seed ${report.seed}   commit ${commit}   ${report.seconds} s   ${report.orders} orders`,
    `faults: ${total} inflicted`,
    ...FAULT_KINDS.map((kind) => {
      const recovery = report.recoveries[kind];
      const after =
        recovery && `next confirmation after ${recovery.median.toFixed(1)} s, at most ${seconds(recovery.longest)}`;
      return `  ${kind.padEnd(24)}${String(report.faults[kind]).padStart(4)}   ${after ?? ''}`.trimEnd();
    }),
    `orders: ${report.accepted} accepted, ${report.confirmed} confirmed, ${report.failed} failed${codes.length === 0 ? '' : ` (${codes.join(', ')})`}, ${report.cancelled} cancelled, ${report.expired} expired, ${report.refused} refused, ${report.unanswered} unanswered; ` +
      `${report.confirmedFirst} confirmed before the first fault`,
    `resting: ${restingOrders(report)} accepted (${kinds.join(', ')}), ${resting.amended} amended, ${resting.triggered} triggered, ${resting.restedAgain} rested again, ${resting.confirmed} confirmed, ` +
      `${resting.failed} failed, ${resting.cancelled} cancelled, ${resting.expired} expired; fenced triggers ${report.fencedTriggers}, repeated triggers ${report.repeatedTriggers.repeated} (${report.repeatedTriggers.refused} refused)`,
    `fenced writes ${report.fenced}   ambiguous submissions ${report.ambiguous}   thrown away ${report.thrownAway}   unclear answers ${report.unclear}   pages moved ${report.pageMoves} times`,
    `quiet after ${seconds(report.secondsToQuiet)}   accept p50 ${report.acceptMs.p50.toFixed(0)} ms, p99 ${report.acceptMs.p99.toFixed(0)} ms`,
    Object.entries(report.capitals)
      .map(([name, count]) => `${name} ${count}`)
      .join('   '),
    ...(states.length > 0 ? [`SQLSTATE ${states.join(', ')}`] : []),
    ...report.examples.map((example) => `  ${example}`),
    ...invalid.map((why) => `INVALID: ${why}`),
    broken(report).length > 0
      ? `BROKEN: ${broken(report).join(', ')}`
      : invalid.length > 0
        ? 'INVALID'
        : 'VALID, all 0',
  ].join('\n');
}
