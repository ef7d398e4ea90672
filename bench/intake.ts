import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { HIGH_LIMITS } from '../e2e/testing/highLimits.ts';
import { startStack } from '../scripts/stack.mjs';
import { connectCallers, type IntakeRun, runIntake } from './orders/intake.ts';
import { percentile } from './orders/percentile.ts';

/**
 * `npm run bench:intake`: orders placed one a call (`orders.place`) against several a call (`orders.placeMany`), by turns, on a whole engine of processes with the
 * client in this one, all on this machine. `--callers 1,10` (calls under way), `--per-call 1,10,50`, `--orders 1000` (a run), `--rounds 5`. The first of `--per-call`
 * is what the others are compared with. Fails when an order is refused or the audit is not empty.
 */

const { values } = parseArgs({
  options: {
    callers: { type: 'string', default: '1,10' },
    'per-call': { type: 'string', default: '1,10,50' },
    orders: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
  },
});
const numbers = (text: string) => text.split(',').map(Number);
const median = (of: readonly number[]) => percentile(of, 0.5);

const stack = await startStack({
  env: {
    ...HIGH_LIMITS,
    ...(process.env.NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS: process.env.NODE_OPTIONS }),
    NODE_ENV: 'production',
    SLOT_TIME_MS: '0',
    WORKER_CONCURRENCY: '200',
    LOG_LEVEL: 'warn',
  },
  log: { info: () => {}, line: (name, line) => console.error(`${name}: ${line}`) },
  timeoutMs: 120_000,
});
const owner = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
const callers = await connectCallers(stack.url);

/** The line of a size of call: medians over the rounds, and their ratio to those of the first size. */
function line(opts: {
  callers: number;
  perCall: number;
  runs: readonly IntakeRun[];
  base: readonly IntakeRun[];
}): string {
  const rate = (runs: readonly IntakeRun[], of: 'accepted' | 'final') => median(runs.map((run) => run[of]));
  const shown = (of: 'accepted' | 'final') => {
    const ratio = rate(opts.runs, of) / rate(opts.base, of);
    return `${rate(opts.runs, of).toFixed(0)}/s (× ${ratio.toFixed(2)})`.padStart(18);
  };
  const calls = opts.runs.flatMap((run) => run.callMs);
  return [
    String(opts.callers).padStart(7),
    String(opts.perCall).padStart(9),
    shown('accepted'),
    shown('final'),
    `${percentile(calls, 0.5).toFixed(1)} / ${percentile(calls, 0.99).toFixed(1)} ms`.padStart(20),
  ].join(' ');
}

try {
  for (const perCall of numbers(values['per-call']))
    await runIntake({ callers, owner, inFlight: 10, perCall, orders: 400 });
  console.log('callers  per call   orders accepted       orders final      call p50 / p99');
  for (const inFlight of numbers(values.callers)) {
    const sizes = numbers(values['per-call']).map((perCall) => ({ perCall, runs: [] as IntakeRun[] }));
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const size of sizes) {
        const run = await runIntake({ callers, owner, inFlight, perCall: size.perCall, orders: Number(values.orders) });
        size.runs.push(run);
      }
    }
    for (const { perCall, runs } of sizes) {
      console.log(line({ callers: inFlight, perCall, runs, base: sizes[0]?.runs ?? [] }));
    }
  }
  const audit = await owner`select * from engine.audit limit 20`;
  console.log(audit.length === 0 ? 'audit: empty' : `audit: ${JSON.stringify(audit)}`);
  process.exitCode = audit.length === 0 ? 0 : 1;
} finally {
  await Promise.allSettled(callers.map((caller) => caller.close()));
  await owner.end({ timeout: 2 });
  await stack.stop();
}
