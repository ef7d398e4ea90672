// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';

const BOUND_MS = 2 * 60_000;

/**
 * Runs drizzle-kit on a copy of the migrations: it would generate a new one if the schema had a change without a migration.
 * @param {import('./stages.mjs').StageContext} context
 * @returns {Promise<import('./reports.mjs').Outcome>}
 */
export async function migrationsOutcome({ log, signal }) {
  const migrations = path.join(repositoryRoot, 'drizzle/migrations');
  // Relative, and within the clone, as drizzle-kit requires of its folders.
  const copy = `.data-test-migrations-${process.pid}`;
  const absolute = path.join(repositoryRoot, copy);
  try {
    fs.cpSync(migrations, absolute, { recursive: true });
    const before = sqlFiles(absolute);
    const generated = await runCommand({
      command: process.execPath,
      args: [
        ...['node_modules/drizzle-kit/bin.cjs', 'generate', '--dialect=postgresql', '--schema=./drizzle/schema.ts'],
        ...[`--out=./${copy}`, '--name=missing'],
      ],
      cwd: repositoryRoot,
      signal,
      timeoutMs: BOUND_MS,
    });
    if (!generated.ok) {
      log.info(generated.tail);
      return failed(`drizzle-kit generate ${generated.why}.`);
    }
    const missing = sqlFiles(absolute).filter((name) => !before.includes(name));
    if (before.length === 0) return failed('There are no migrations.');
    if (missing.length === 0) return { passed: 1, failed: 0, why: [] };
    for (const name of missing) log.info(fs.readFileSync(path.join(absolute, name), 'utf8'));
    return failed('The schema has changes that no migration makes; run `npx drizzle-kit generate`.');
  } finally {
    fs.rmSync(absolute, { recursive: true, force: true });
  }
}

/** @param {string} dir */
const sqlFiles = (dir) => fs.readdirSync(dir).filter((name) => name.endsWith('.sql'));

/**
 * @param {string} why
 * @returns {import('./reports.mjs').Outcome}
 */
const failed = (why) => ({ passed: 0, failed: 1, why: [why] });
