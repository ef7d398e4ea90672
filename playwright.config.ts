import { defineConfig, type ReporterDescription } from 'playwright/test';

/** An engine for each worker, so that no test meets what another does to chain or database. Read by every worker process again. */
const engines = JSON.parse(process.env.E2E_ENGINES ?? '[]') as { url: string; databaseUrl: string }[];
const engine = engines[Number(process.env.TEST_PARALLEL_INDEX ?? '0')];
if (engine !== undefined) process.env.E2E_DATABASE_URL = engine.databaseUrl;

const report = process.env.PLAYWRIGHT_REPORT;
const executablePath = process.env.CHROMIUM_PATH;
// What takes minutes is run by `npm run test:full`, and there things move: drawing what moves costs a quarter of a test's time.
const full = process.env.LONG_TESTS === '1';
const long = full ? [] : ['**/*.long.spec.ts'];
const reporters: ReporterDescription[] = [['list']];
if (report) reporters.push(['json', { outputFile: report }]);

// The demo starts an engine of its own, and only when `npm run demo` asks for it. It keeps its own films and traces.
const demo = process.env.DEMO_OUTPUT
  ? [
      {
        name: 'demo',
        testDir: 'e2e/demo',
        testMatch: '*.demo.ts',
        timeout: 180_000,
        use: { trace: 'off' as const, screenshot: 'off' as const, headless: process.env.DEMO_HEADED !== '1' },
      },
    ]
  : [];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  forbidOnly: true,
  retries: 0,
  workers: Math.max(engines.length, 1),
  fullyParallel: false,
  // Long, because a busy machine is slow: a test should fail by its assertions, not by time.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: reporters,
  outputDir: 'test-results',
  use: {
    ...(engine === undefined ? {} : { baseURL: engine.url }),
    browserName: 'chromium',
    // A trace costs a third of a test's time: `--trace on` makes one.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: full ? 'no-preference' : 'reduce' },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Chromium's sandbox refuses to work as root, and only then goes without.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    {
      name: 'desktop',
      testIgnore: ['**/*.phone.spec.ts', ...long],
      grepInvert: /@phone/,
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'phone',
      testIgnore: long,
      // Any spec may hold tests tagged @phone; those of *.phone.spec.ts carry the tag in the name of their file.
      grep: /@phone|\.phone\.spec\.ts/,
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
    ...demo,
  ],
});
