import { expect, it } from 'vitest';
import { runCampaign } from '../../bench/chaos/campaign.ts';
import { type Demands, invalidBecause, printedReport } from '../../bench/chaos/report.ts';

/** The demands on a campaign of 16 s with each fault once; a freeze may meet a worker that holds nothing, and few amendments are answered in time on a busy machine. */
const DEMANDS: Demands = {
  confirmedShare: 0.45,
  restingShare: 0.2,
  triggered: 3,
  expired: 1,
  amended: 0,
  repeatedTriggers: 1,
  hitsOfEachKind: 1,
  fenced: 0,
  ambiguous: 5,
  thrownAway: 1,
  cancelled: 1,
};

it('keeps every promise while all processes and services are killed', { timeout: 300_000 }, async () => {
  const seed = Number(process.env.CHAOS_SEED ?? 1 + Math.floor(Math.random() * 1_000_000));
  const report = await runCampaign({ seed, seconds: 16, orders: 130, traders: 6 });
  const print = printedReport({ report, commit: 'this tree', demands: DEMANDS });
  // The seed and the figures are printed also after a success.
  console.log(print);
  expect(
    Object.entries(report.capitals).filter(([, count]) => count !== 0),
    print,
  ).toEqual([]);
  expect(invalidBecause(report, DEMANDS), print).toEqual([]);
});
