// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { SHORT } from '../demo/demoOptions.mjs';
import { demoRun } from '../demo/demoRun.mjs';
import { startStack } from '../engine/startStack.mjs';
import { startServices } from '../services/services.mjs';
import { findBrowser } from '../setup/browser.mjs';
import { ensureBuilt } from '../setup/build.mjs';
import { neutralEnv } from '../supervision/engineEnv.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { migrationsOutcome } from './migrationsOutcome.mjs';
import { playwrightOutcome, vitestOutcome } from './reports.mjs';

/**
 * @typedef {import('./reports.mjs').Outcome} Outcome
 * @typedef {import('../supervision/log.mjs').Log} Log
 * @typedef {{ log: Log, signal: AbortSignal, reportDir: string, full: boolean, files: string[] }} StageContext `files`: the tests to run; empty
 * for all of a stage
 * @typedef {{ name: string, title: string, run: (context: StageContext) => Promise<Outcome> }} Stage
 */

const CHECK_MS = 10 * 60_000;
const TESTS_MS = 60 * 60_000;
const FULL_TESTS_MS = 3 * TESTS_MS;
const START_MS = 2 * 60_000;
/** Its own build folder, so that a test run never disturbs an engine that runs from the other one. */
const DIST_DIR = '.next-test';
const SLOT_TIME_MS = '200';
/** Number of concurrent browsers, each with its own engine: a page waits more than it computes. */
const BROWSER_WORKERS = 2;

/** The stages in their order; the pages are built before the integration tests, which may start whole engines. @type {Stage[]} */
export const stages = [
  {
    name: 'lint',
    title: 'Lint and formatting',
    run: lint,
  },
  { name: 'types', title: 'Types', run: types },
  {
    name: 'imports',
    title: 'Import boundaries, names of venues',
    run: (context) => all(context, [['scripts/checkImports.mjs'], ['scripts/checkVenues.mjs']]),
  },
  { name: 'migrations', title: 'Migrations match the schema', run: migrationsOutcome },
  { name: 'unit', title: 'Unit tests', run: (context) => vitest({ ...context, project: 'unit', env: testEnv() }) },
  { name: 'build', title: 'Build', run: build },
  { name: 'integration', title: 'Integration tests', run: integration },
  { name: 'e2e', title: 'Browser tests', run: browserTests },
  { name: 'demo', title: 'Demo', run: demo },
];

// The runners write into a pipe, so this process tells them whether there is a terminal.
const COLOURED = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

/** @returns {NodeJS.ProcessEnv} */
function testEnv() {
  const { FORCE_COLOR: _forced, NO_COLOR: _none, ...neutral } = neutralEnv();
  const colours = COLOURED ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  return { ...neutral, ...colours, NEXT_DIST_DIR: DIST_DIR, NEXT_TELEMETRY_DISABLED: '1' };
}

/**
 * The setting with which the runners include tests that take minutes: all of them with `--full`, else those that are named.
 * @param {{ full: boolean, files: string[] }} context
 * @returns {NodeJS.ProcessEnv}
 */
function longTests({ full, files }) {
  return full || files.length > 0 ? { LONG_TESTS: '1' } : {};
}

/**
 * A check that counts as one test.
 * @param {StageContext & { args: string[] }} opts
 * @returns {Promise<Outcome>}
 */
async function check({ args, log, signal }) {
  const result = await runNode({ args, env: testEnv(), signal, timeoutMs: CHECK_MS, onLine: log.info });
  return result.ok ? { passed: 1, failed: 0, why: [] } : { passed: 0, failed: 1, why: [`It ${result.why}.`] };
}

/**
 * Biome's rules and formatting; then knip: unused files, exports and packages; then cspell: British spelling with the words of
 * cspell.json.
 * @param {StageContext} context
 * @returns {Promise<Outcome>}
 */
async function lint(context) {
  const colours = `--colors=${COLOURED ? 'force' : 'off'}`;
  return all(context, [
    ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', colours],
    ['node_modules/knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'],
    ['node_modules/cspell/bin.mjs', 'lint', '--no-progress', '--no-summary'],
  ]);
}

/**
 * Next generates the types of its routes; then the whole repository is checked, then the scripts, which are JavaScript with types in comments.
 * @param {StageContext} context
 * @returns {Promise<Outcome>}
 */
async function types(context) {
  const tsc = 'node_modules/typescript/bin/tsc';
  const generated = await check({ ...context, args: ['node_modules/next/dist/bin/next', 'typegen'] });
  if (generated.failed > 0) return generated;
  return all(context, [
    [tsc, '--noEmit', '-p', '.'],
    [tsc, '--noEmit', '-p', 'scripts'],
  ]);
}

/**
 * Concurrent checks; together they count as one test.
 * @param {StageContext} context
 * @param {string[][]} commands
 * @returns {Promise<Outcome>}
 */
async function all(context, commands) {
  const outcomes = await Promise.all(commands.map((args) => check({ ...context, args })));
  return outcomes.find(({ failed }) => failed > 0) ?? { passed: 1, failed: 0, why: [] };
}

/**
 * @param {StageContext & { project: string, env: NodeJS.ProcessEnv }} opts
 * @returns {Promise<Outcome>}
 */
async function vitest({ project, env, log, signal, reportDir, full, files }) {
  const file = path.join(reportDir, `${project}.json`);
  const result = await runNode({
    args: [
      ...['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...files],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ],
    env: { ...env, ...longTests({ full, files }) },
    signal,
    timeoutMs: full ? FULL_TESTS_MS : TESTS_MS,
    onLine: log.info,
  });
  return withEnd({ outcome: vitestOutcome({ file, ok: result.ok }), result });
}

/** @param {StageContext} context */
async function build({ log, signal }) {
  await ensureBuilt({ env: testEnv(), log, signal });
  return { passed: 1, failed: 0, why: [] };
}

/** @param {StageContext} context */
async function integration(context) {
  const { log, signal } = context;
  await ensureBuilt({ env: testEnv(), log, signal });
  const services = await startServices({ log, signal });
  try {
    return await vitest({
      ...context,
      project: 'integration',
      env: { ...testEnv(), ...services.testEnv, NODE_ENV: 'test' },
    });
  } finally {
    await services.stop();
  }
}

/** @param {StageContext} context */
async function browserTests({ log, signal, reportDir, full, files }) {
  await ensureBuilt({ env: testEnv(), log, signal });
  const browser = await findBrowser({ log, signal });
  // Each browser test is a new guest, and all come from one address.
  const options = {
    env: {
      NEXT_DIST_DIR: DIST_DIR,
      SLOT_TIME_MS,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      LIMIT_SIGN_INS_PER_MINUTE: '1000',
      LIMIT_ADDRESS_READS_PER_MINUTE: '100000',
      LIMIT_ADDRESS_REQUESTS_PER_MINUTE: '100000',
    },
    log,
    signal,
    timeoutMs: START_MS,
  };
  /** @type {Awaited<ReturnType<typeof startStack>>[]} */
  const stacks = [];
  try {
    // One after the other, so that a failed start leaves no process behind.
    for (let i = 0; i < BROWSER_WORKERS; i += 1) stacks.push(await startStack(options));
    const file = path.join(reportDir, 'e2e.json');
    const result = await runNode({
      args: ['node_modules/playwright/cli.js', 'test', ...files, ...(full ? ['--trace=retain-on-failure'] : [])],
      env: {
        ...testEnv(),
        ...longTests({ full, files }),
        CHROMIUM_PATH: browser,
        PLAYWRIGHT_REPORT: file,
        E2E_ENGINES: JSON.stringify(stacks.map(({ url, databaseUrl }) => ({ url, databaseUrl }))),
      },
      signal,
      timeoutMs: full ? FULL_TESTS_MS : TESTS_MS,
      onLine: log.info,
    });
    if (!result.ok) for (const page of failedPages()) log.info(page);
    return withEnd({ outcome: playwrightOutcome({ file, ok: result.ok }), result });
  } finally {
    await Promise.all(stacks.map((stack) => stack.stop()));
  }
}

const MAX_PAGE_CHARS = 12_000;

/**
 * The content of the page when a browser test failed, as a screen reader would read it, for runs of which only the output is kept.
 * @returns {string[]}
 */
function failedPages() {
  const folder = path.join(repositoryRoot, 'test-results');
  return fs.readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name, 'error-context.md');
    if (!fs.existsSync(file)) return [];
    const [, page = ''] = /```yaml\n([\s\S]*?)```/.exec(fs.readFileSync(file, 'utf8')) ?? [];
    return `\n── The page of ${name}\n${page.slice(0, MAX_PAGE_CHARS)}`;
  });
}

/** The chapters that show what the browser tests do not: venues compared, a service with the packed client, a worker that is killed. */
const SHORT_TOUR = ['quote', 'service', 'killed'];

/**
 * The demo's chapters with all their assertions, on the build of the browser tests, without extra time for a viewer and without a film.
 * @param {StageContext} context
 * @returns {Promise<Outcome>}
 */
async function demo({ log, signal, reportDir, full }) {
  const report = path.join(reportDir, 'demo.json');
  const options = { ...SHORT, chapters: full ? [] : SHORT_TOUR };
  const { result } = await demoRun({ options, log, signal, env: testEnv(), report });
  return withEnd({ outcome: playwrightOutcome({ file: report, ok: result.ok }), result });
}

/** @param {Omit<import('../supervision/runCommand.mjs').CommandOptions, 'command' | 'cwd'>} opts */
function runNode(opts) {
  return runCommand({ ...opts, command: process.execPath, cwd: repositoryRoot });
}

/**
 * A runner that did not end by itself has failed, whatever it had reported before.
 * @param {{ outcome: Outcome, result: import('../supervision/runCommand.mjs').CommandResult }} opts
 * @returns {Outcome}
 */
function withEnd({ outcome, result }) {
  if (result.ok || result.code !== null) return outcome;
  return { ...outcome, failed: outcome.failed + 1, why: [...outcome.why, `The runner ${result.why}.`] };
}

/**
 * @returns {string} folder for the runners' reports, empty
 */
export function makeReportDir() {
  const dir = path.join(repositoryRoot, 'test-results', 'reports');
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
  return dir;
}
