import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/.next*/**', '**/.data*/**', '**/dist/**'];
// What takes minutes is run by `npm run test:full`.
if (process.env.LONG_TESTS !== '1') exclude.push('**/*.long.itest.{ts,mjs}');

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['./core/testing/usualListing.ts'],
          // Modules are loaded once a worker, not once a file: half of the time. No test replaces a module or leaves a setting behind.
          isolate: false,
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude,
          // A property test of seconds takes many times that where the machine is busy.
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          setupFiles: ['./core/testing/usualListing.ts'],
          isolate: false,
          include: ['**/*.itest.{ts,mjs}'],
          exclude,
          pool: 'forks',
          // Each file has databases and queues of its own; who stops a service starts its own first. Most of their time is waiting.
          maxWorkers: 2,
          // What takes 5 s alone takes a minute beside a load of 12.
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
