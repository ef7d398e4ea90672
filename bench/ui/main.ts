import { cpus, loadavg } from 'node:os';
import { type Browser, chromium } from 'playwright';
import { createLog, ensureBuilt, findBrowser, startStack } from '../../scripts/stack.mjs';
import { median } from '../median.ts';
import { measureClickToRow } from './clickToRow.ts';
import { measureInitialScripts } from './initialScripts.ts';
import { type Load, measureLoad } from './load.ts';
import { printedReport, type Reading } from './report.ts';
import { measureUpdates } from './updates.ts';

/**
 * `npm run bench:ui`: what the desk costs a browser, on a production build and a whole engine of its own: initial JavaScript, largest paint and
 * layout shift, click to pending row, and the main thread under a stream of updates. Everything shares this machine. Prints targets and whether
 * they are met, and exits 0 either way: speed is measured, not asserted. `--skip-build` takes the build that is there.
 */

const DIST_DIR = '.next-bench';
const LOADS = 3;
/** Measurements place more orders per minute than a person does. */
const NO_LIMITS = { LIMIT_ORDERS_PER_MINUTE: '1000000', LIMIT_ADDRESS_ORDERS_PER_MINUTE: '1000000' };

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
const ms = (value: number) => `${value.toFixed(0)} ms`;

async function loads(browser: Browser, url: string): Promise<Reading[]> {
  const visits: { cold: Load; warm: Load }[] = [];
  for (let visit = 0; visit < LOADS; visit++) visits.push(await measureLoad({ browser, url }));
  const readings = (name: 'cold' | 'warm', targetMs: number): Reading[] => {
    const paint = median(visits.map((visit) => visit[name].largestPaintMs));
    const shift = Math.max(...visits.map((visit) => visit[name].layoutShift));
    return [
      {
        name: `Largest contentful paint, ${name} cache`,
        value: ms(paint),
        target: `≤ ${targetMs} ms`,
        met: paint <= targetMs,
      },
      { name: `Cumulative layout shift, ${name} cache`, value: shift.toFixed(4), target: '≤ 0.01', met: shift <= 0.01 },
    ];
  };
  return [...readings('cold', 1_000), ...readings('warm', 600)];
}

async function measure(opts: { browser: Browser; url: string }): Promise<Reading[]> {
  const scripts = await measureInitialScripts(opts.url);
  const readings: Reading[] = [
    {
      name: `Initial JavaScript of /, ${scripts.count} files, gzip`,
      value: kilobytes(scripts.gzipBytes),
      target: '≤ 200.0 kB',
      met: scripts.gzipBytes <= 200_000,
    },
    ...(await loads(opts.browser, opts.url)),
  ];
  const click = await measureClickToRow(opts);
  readings.push({
    name: `Click to pending row drawn, median of ${click.length}`,
    value: `${ms(median(click))} (worst ${ms(Math.max(...click))})`,
    target: '≤ 40 ms',
    met: median(click) <= 40,
  });
  const updates = await measureUpdates(opts);
  const longest = Math.max(...updates.tasks.map(({ wallMs }) => wallMs));
  const hardest = Math.max(...updates.tasks.map(({ cpuMs }) => cpuMs));
  const share = (of: number) => `${(100 * of).toFixed(0)} %`;
  readings.push(
    {
      name: `Longest task, ${updates.rows} rows, ${updates.perSecond.toFixed(0)} order updates/s for ${updates.seconds.toFixed(0)} s`,
      value: ms(longest),
      target: '≤ 50 ms',
      met: longest <= 50,
    },
    { name: '  by processor time', value: ms(hardest), target: '≤ 50 ms', met: hardest <= 50 },
    {
      name: 'Main thread busy meanwhile',
      value: share(updates.busyShare),
      target: '≤ 50 %',
      met: updates.busyShare <= 0.5,
    },
    {
      name: '  by processor time',
      value: share(updates.cpuShare),
      target: '≤ 50 %',
      met: updates.cpuShare <= 0.5,
    },
  );
  return readings;
}

const log = createLog({ stream: process.stderr });
const env = { ...process.env, NEXT_DIST_DIR: DIST_DIR };
if (!process.argv.includes('--skip-build')) await ensureBuilt({ env, log });
const executablePath = await findBrowser({ log, full: true });
const stack = await startStack({
  env: {
    ...(process.env.DATABASE_URL === undefined ? {} : { DATABASE_URL: process.env.DATABASE_URL }),
    ...(process.env.REDIS_URL === undefined ? {} : { REDIS_URL: process.env.REDIS_URL }),
    ...NO_LIMITS,
    NEXT_DIST_DIR: DIST_DIR,
    LOG_LEVEL: 'warn',
  },
  log,
  timeoutMs: 120_000,
});
try {
  // Chromium's sandbox refuses to work as root, and only then goes without.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    executablePath,
    args: [...sandbox, '--disable-quic', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    console.log(printedReport(await measure({ browser, url: stack.url })));
    console.log(`load of the last minute: ${(loadavg()[0] ?? Number.NaN).toFixed(1)} on ${cpus().length} cores`);
  } finally {
    await browser.close();
  }
} finally {
  await stack.stop();
}
process.exit(0);
