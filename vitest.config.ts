import { defineConfig } from 'vitest/config';

const exclude = ['**/node_modules/**', '**/.next*/**', '**/.data*/**', '**/dist/**'];

/** Long-running integration tests lie in `*.full.itest.ts` and run with `npm run test:full`. */
const full = process.env.TEST_FULL === '1';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.itest.{ts,mjs}'],
          exclude: full ? exclude : [...exclude, '**/*.full.itest.ts'],
          pool: 'forks',
          // Each file has databases and queues of its own; who stops a service starts its own first. Most of their time is waiting.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
