// @ts-check
import fs from 'node:fs';

/**
 * The result of a stage of the test command.
 * @typedef {{ passed: number, failed: number, why: string[] }} Outcome `why`: a sentence for each reason of failure in addition to the runner's
 * output
 */

/**
 * Counts of a Vitest JSON report. A file that could not be run, a skipped test and an empty run count as failed.
 * @param {{ file: string, ok: boolean }} opts `ok`: Vitest itself ended with code 0
 * @returns {Outcome}
 */
export function vitestOutcome({ file, ok }) {
  const report = readReport(file);
  if (report === undefined) return noReport('Vitest');
  const { numTotalTests = 0, numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report;
  const brokenFiles = (report.testResults ?? []).filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ { status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  ).length;
  return outcome({
    total: numTotalTests,
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles,
    skipped: numPendingTests + numTodoTests,
    ok,
  });
}

/**
 * Counts of a Playwright JSON report; skipped, flaky and empty count as failed too.
 * @param {{ file: string, ok: boolean }} opts
 * @returns {Outcome}
 */
export function playwrightOutcome({ file, ok }) {
  const report = readReport(file);
  if (report === undefined) return noReport('Playwright');
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {};
  return outcome({
    total: expected + unexpected + flaky + skipped,
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    ok,
  });
}

/**
 * @param {{ total: number, passed: number, failed: number, skipped: number, ok: boolean }} counts
 * @returns {Outcome}
 */
function outcome({ total, passed, failed, skipped, ok }) {
  const why = [];
  let all = failed + skipped;
  if (skipped > 0) why.push(`${skipped} ${skipped === 1 ? 'test was' : 'tests were'} skipped.`);
  if (total === 0 && failed === 0) why.push('There was not a single test.');
  else if (!ok && all === 0) why.push('The runner failed although every test passed.');
  if (why.length > 0 && all === 0) all = 1;
  return { passed, failed: all, why };
}

/**
 * @param {string} runner
 * @returns {Outcome}
 */
function noReport(runner) {
  return { passed: 0, failed: 1, why: [`${runner} left no report.`] };
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
