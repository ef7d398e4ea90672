// @ts-check
// npm test: its own set-up, then every stage, then one line `N passed, N failed`. `node scripts/test.mjs unit e2e` runs only the named stages, and
// `node scripts/test.mjs unit core/pools` only the tests of a stage whose path contains that text. `--full` also runs the tests that take minutes
// (`*.long.itest.ts`, `*.long.spec.ts`) and the whole demo, and keeps a trace of every browser test that fails.
import { sweepPrivateData } from './services/privateData.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { createLog } from './supervision/log.mjs';
import { errorText, PlainError } from './supervision/plainError.mjs';
import { abortOnSignals } from './supervision/untilSignal.mjs';
import { makeReportDir, stages } from './testing/stages.mjs';

/** @typedef {{ title: string, seconds: number, outcome: import('./testing/reports.mjs').Outcome }} StageResult */

const signal = abortOnSignals();
const log = createLog();
const full = process.argv.includes('--full');
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const files = words.filter((word) => /[./]/.test(word));
const named = words.filter((word) => !files.includes(word));

/** @type {StageResult[]} */
const results = [];
try {
  const unknown = named.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new PlainError(
      `There is no stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`,
    );
  if (files.length > 0 && named.length === 0)
    throw new PlainError('Name the stage of the tests too: unit, integration or e2e.');
  const chosen = stages.filter(({ name }) => named.length === 0 || named.includes(name));
  await timed('Set-up', async () => {
    await ensureInstalled({ log, signal });
    await sweepPrivateData();
    return { passed: 0, failed: 0, why: [] };
  });
  const reportDir = makeReportDir();
  const setUpFailed = results.some(({ outcome }) => outcome.failed > 0);
  for (const { title, run } of chosen) {
    await timed(title, async () => {
      if (setUpFailed) throw new PlainError('It could not run, as the set-up failed.');
      if (signal.aborted) throw new PlainError('It did not run, as the tests were interrupted.');
      return await run({ log, signal, reportDir, full, files });
    });
  }
} catch (error) {
  results.push({ title: 'Test command', seconds: 0, outcome: { passed: 0, failed: 1, why: [errorText(error)] } });
}
process.exitCode = summarise();
process.exit();

/**
 * Runs a stage; one that throws counts as one failure.
 * @param {string} title
 * @param {() => Promise<import('./testing/reports.mjs').Outcome>} run
 */
async function timed(title, run) {
  log.info(`\n── ${title}`);
  const begun = performance.now();
  const outcome = await run().catch((error) => ({ passed: 0, failed: 1, why: [errorText(error)] }));
  for (const why of outcome.why) log.info(why);
  results.push({ title, seconds: (performance.now() - begun) / 1000, outcome });
}

/** @returns {number} exit code */
function summarise() {
  log.info('');
  const width = Math.max(...results.map(({ title }) => title.length));
  for (const { title, seconds, outcome } of results) {
    const counts = `${String(outcome.passed).padStart(5)} passed ${String(outcome.failed).padStart(4)} failed`;
    log.info(`${title.padEnd(width)} ${counts} ${seconds.toFixed(1).padStart(7)} s`);
    for (const why of outcome.failed > 0 ? outcome.why : []) log.info(`    ${why.split('\n', 1)[0]}`);
  }
  const passed = results.reduce((sum, { outcome }) => sum + outcome.passed, 0);
  const failed = results.reduce((sum, { outcome }) => sum + outcome.failed, 0);
  log.info(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
