// @ts-check
// Holds the arrows between the rooms of the house: see scripts/imports/rooms.mjs.
import fs from 'node:fs';
import path from 'node:path';
import { importViolations } from './imports/importViolations.mjs';
import { rooms } from './imports/rooms.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';

const SOURCE = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const SKIPPED = new Set(['node_modules', 'dist']);

const files = Object.keys(rooms).flatMap(sourcesIn);
const violations = files.flatMap((file) =>
  importViolations({ file, source: fs.readFileSync(path.join(repositoryRoot, file), 'utf8') }),
);
for (const violation of violations) process.stderr.write(`${violation}\n`);
process.stdout.write(`Checked the imports of ${files.length} files: ${violations.length} not allowed.\n`);
process.exitCode = violations.length > 0 || files.length === 0 ? 1 : 0;

/**
 * @param {string} folder relative, with forward slashes
 * @returns {string[]}
 */
function sourcesIn(folder) {
  const absolute = path.join(repositoryRoot, folder);
  if (!fs.existsSync(absolute)) return [];
  return fs.readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const child = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(child);
    return SOURCE.test(entry.name) ? [child] : [];
  });
}
