import { FAULT_KINDS, type FaultKind } from './schedule.ts';

/** The violation counters, which must be 0. */
export type Capitals = {
  /** Acknowledged orders that the engine does not have, or has with other terms. */
  readonly LOST: number;
  /** Orders that are not final although there is no fault any more. */
  readonly OPEN: number;
  /** Orders of which more than one transaction executed, by the memos on the chain; and keys that became two orders. */
  readonly DOUBLE: number;
  /** Executed transactions that belong to no order's fill. */
  readonly ORPHAN: number;
  /** Fills that the chain did not execute, or executed with other amounts. */
  readonly PHANTOM: number;
  /** Executed transactions of orders that are cancelled, or whose trader was answered so. */
  readonly CANCELLED: number;
  /** Events that an open page missed, or saw twice or out of order. */
  readonly GAPS: number;
  /** Rows of engine.audit. */
  readonly AUDIT: number;
  /** Steps that a worker tried to commit and that the order's state did not allow. */
  readonly ILLEGAL: number;
  /** Processes that ended because of an error of their own. */
  readonly CRASHED: number;
  /** Statements that broke a rule of the database; by SQLSTATE in `sqlStates`. */
  readonly REFUSED: number;
};
export type Capital = keyof Capitals;

export type Report = {
  readonly seed: number;
  readonly seconds: number;
  /** Orders that clients clicked. */
  readonly orders: number;
  readonly loadSeconds: number;
  /** Orders confirmed before the first fault. */
  readonly confirmedFirst: number;
  /** Faults that took effect, by kind. */
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly accepted: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly expired: number;
  /** The failed orders by their code. */
  readonly failures: Readonly<Record<string, number>>;
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
  /** Submissions whose sending was not answered. */
  readonly ambiguous: number;
  /** Prepared orders that another worker had taken. */
  readonly thrownAway: number;
  /** From the end of the last fault until no order was open; undefined when some were left. */
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
  readonly confirmedShare: number;
  readonly hitsOfEachKind: number;
  readonly fenced: number;
  readonly ambiguous: number;
  readonly thrownAway: number;
  readonly cancelled: number;
};

export const FULL_DEMANDS: Demands = {
  confirmedShare: 0.6,
  hitsOfEachKind: 3,
  fenced: 1,
  ambiguous: 10,
  thrownAway: 1,
  cancelled: 1,
};

/** The reasons why a report is no evidence; empty when it is valid. */
export function invalidBecause(report: Report, demands: Demands): string[] {
  const why: string[] = [];
  if (report.accepted === 0 || report.confirmed < demands.confirmedShare * report.accepted)
    why.push(
      `${report.confirmed} of ${report.accepted} accepted orders confirmed, less than ${100 * demands.confirmedShare} %`,
    );
  for (const kind of FAULT_KINDS)
    if (report.faults[kind] < demands.hitsOfEachKind)
      why.push(`${kind} hit ${report.faults[kind]} times, not ${demands.hitsOfEachKind}`);
  if (report.fenced < demands.fenced) why.push(`${report.fenced} fenced writes, not ${demands.fenced}`);
  if (report.ambiguous < demands.ambiguous)
    why.push(`${report.ambiguous} ambiguous submissions, not ${demands.ambiguous}`);
  if (report.thrownAway < demands.thrownAway)
    why.push(`${report.thrownAway} prepared orders thrown away, not ${demands.thrownAway}`);
  if (report.cancelled < demands.cancelled) why.push(`${report.cancelled} cancelled orders, not ${demands.cancelled}`);
  return why;
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
