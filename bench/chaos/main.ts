import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';
import { broken, FULL_DEMANDS, invalidBecause, printedReport } from './report.ts';

/**
 * `npm run chaos -- --seconds 75 --orders 700 --seed N [--json FILE] [--quiet-within S] [--verbose]`: the fault campaign. Exits with 0 when it is
 * valid and all violation counters are 0, 1 when a counter is not 0, 2 when it is invalid, 3 when it could not be run.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '75' },
    orders: { type: 'string', default: '700' },
    seed: { type: 'string' },
    json: { type: 'string' },
    'quiet-within': { type: 'string', default: '60' },
    verbose: { type: 'boolean', default: false },
  },
});

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`--${name} must be a whole number above 0, not "${text}".`);
  process.exit(3);
}

/** The commit, with a + when files differ from it; "unknown" outside a clone. */
function commitNow(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return `${git('rev-parse', '--short', 'HEAD').trim()}${git('status', '--porcelain', '-uno') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}

// All started processes end with this one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(3));

try {
  const seed = wholeNumber('seed', values.seed ?? String(1 + Math.floor(Math.random() * 1_000_000)));
  const commit = commitNow();
  console.log(`chaos: seed ${seed}, commit ${commit}`);
  const report = await runCampaign({
    seed,
    seconds: wholeNumber('seconds', values.seconds),
    orders: wholeNumber('orders', values.orders),
    quietWithin: wholeNumber('quiet-within', values['quiet-within']),
    verbose: values.verbose,
  });
  const invalid = invalidBecause(report, FULL_DEMANDS);
  console.log(printedReport({ report, commit, demands: FULL_DEMANDS }));
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ commit, broken: broken(report), invalid, ...report }, null, 2)}\n`);
  process.exit(broken(report).length > 0 ? 1 : invalid.length > 0 ? 2 : 0);
} catch (error) {
  console.error(error);
  process.exit(3);
}
