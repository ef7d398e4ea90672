import { parseArgs } from 'node:util';
import { abortOnSignals } from '../scripts/stack.mjs';
import { median } from './median.ts';
import { auditIsEmpty, startBenchEngine } from './orders/engine.ts';
import { connectCallers, type IntakeRun, runIntake } from './orders/intake.ts';
import { percentile } from './orders/percentile.ts';
import { startBenchServices } from './orders/services.ts';

/**
 * `npm run bench:intake` compares orders placed one per call (`orders.place`) with several per call (`orders.placeMany`), by turns, on a whole
 * engine of processes with the client in this one, all on this machine. `--callers 1,10` (concurrent calls), `--per-call 1,10,50`, `--orders 1000`
 * (per run), `--rounds 5`. The first value of `--per-call` is the reference. Fails when an order is refused or the audit is not empty.
 */

/** Orders that warm the engine up; as many again with each size of call. */
const WARM_UP = 400;

const { values } = parseArgs({
  options: {
    callers: { type: 'string', default: '1,10' },
    'per-call': { type: 'string', default: '1,10,50' },
    orders: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
  },
});
const numbers = (text: string) => text.split(',').map(Number);
const perCalls = numbers(values['per-call']);

/** The line of one size of call: medians over the rounds, and their ratio to those of the first size. */
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

async function compareSizes(signal: AbortSignal): Promise<boolean> {
  await using services = await startBenchServices({ signal });
  await using engine = await startBenchEngine({ services, warmUp: WARM_UP, signal });
  const { owner, stack } = engine;
  const callers = await connectCallers(stack.url);
  try {
    for (const perCall of perCalls) await runIntake({ callers, owner, inFlight: 10, perCall, orders: WARM_UP });
    console.log('callers  per call   orders accepted       orders final      call p50 / p99');
    for (const inFlight of numbers(values.callers)) {
      const sizes = perCalls.map((perCall) => ({ perCall, runs: [] as IntakeRun[] }));
      for (let round = 0; round < Number(values.rounds); round += 1) {
        for (const { perCall, runs } of sizes) {
          runs.push(await runIntake({ callers, owner, inFlight, perCall, orders: Number(values.orders) }));
          signal.throwIfAborted();
        }
      }
      for (const { perCall, runs } of sizes) {
        console.log(line({ callers: inFlight, perCall, runs, base: sizes[0]?.runs ?? [] }));
      }
    }
    return await auditIsEmpty(owner);
  } finally {
    await Promise.allSettled(callers.map((caller) => caller.close()));
  }
}

const signal = abortOnSignals();
try {
  process.exit((await compareSizes(signal)) ? 0 : 1);
} catch (error) {
  if (!signal.aborted) throw error;
  process.exit(1);
}
