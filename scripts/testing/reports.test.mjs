// @ts-check
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { playwrightOutcome, vitestOutcome } from './reports.mjs';

let dir = '';
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'reports-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

/** @param {unknown} report */
function written(report) {
  const file = path.join(dir, 'report.json');
  fs.writeFileSync(file, JSON.stringify(report));
  return file;
}

test('passed and failed tests are counted', () => {
  const file = written({ numTotalTests: 5, numPassedTests: 3, numFailedTests: 2, testResults: [] });
  expect(vitestOutcome({ file, ok: false })).toEqual({ passed: 3, failed: 2, why: [] });
});

test('skipped and todo tests fail', () => {
  const file = written({ numTotalTests: 5, numPassedTests: 3, numPendingTests: 1, numTodoTests: 1, testResults: [] });
  expect(vitestOutcome({ file, ok: true })).toMatchObject({ passed: 3, failed: 2 });
});

test('a file that could not be loaded fails', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  const file = written({ numTotalTests: 1, numPassedTests: 1, testResults });
  expect(vitestOutcome({ file, ok: false })).toMatchObject({ passed: 1, failed: 1 });
});

test('an empty run fails, and so does a failed runner without failed tests', () => {
  expect(vitestOutcome({ file: written({ numTotalTests: 0 }), ok: true }).failed).toBe(1);
  expect(vitestOutcome({ file: written({ numTotalTests: 1, numPassedTests: 1 }), ok: false }).failed).toBe(1);
  expect(playwrightOutcome({ file: written({ stats: { expected: 0 } }), ok: true }).failed).toBe(1);
});

test('a missing report fails', () => {
  expect(vitestOutcome({ file: path.join(dir, 'none'), ok: true }).failed).toBe(1);
  expect(playwrightOutcome({ file: path.join(dir, 'none'), ok: true }).failed).toBe(1);
});

test('unexpected, flaky and skipped browser tests fail', () => {
  const file = written({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 1 } });
  expect(playwrightOutcome({ file, ok: false })).toMatchObject({ passed: 4, failed: 3 });
});
