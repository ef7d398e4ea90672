// @ts-check Checks the import boundaries of scripts/imports/rooms.mjs, and that neither files nor the folders of a layered room import each other in a cycle.
// dependency-cruiser would do both, but needs a compiler API that TypeScript 7 does not have; Biome's rules cover neither folders nor type-only imports. So we
// use a library's parser and our own rules.
import fs from 'node:fs';
import path from 'node:path';
import { circles, folderEdges } from './imports/circles.mjs';
import { importViolations } from './imports/importViolations.mjs';
import { moduleImports } from './imports/moduleImports.mjs';
import { rooms } from './imports/rooms.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';

const SOURCE = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const SKIPPED = new Set(['node_modules', 'dist']);

const sources = Object.keys(rooms)
  .flatMap(sourcesIn)
  .map((file) => ({ file, source: fs.readFileSync(path.join(repositoryRoot, file), 'utf8') }));
const edges = new Map(sources.map((one) => [one.file, importedFiles(one)]));
const layered = Object.keys(rooms).filter((room) => rooms[room]?.layered);
const violations = [
  ...sources.flatMap(importViolations),
  ...circles(edges).map((way) => `files import in a circle: ${way.join(' → ')}`),
  ...layered
    .flatMap((room) => circles(folderEdges({ edges, room })))
    .map((way) => `folders import in a circle: ${way.join(' → ')}`),
];
for (const violation of violations) process.stderr.write(`${violation}\n`);
process.stdout.write(`Checked the imports of ${sources.length} files: ${violations.length} not allowed.\n`);
process.exitCode = violations.length > 0 || sources.length === 0 ? 1 : 0;

/** @param {{ file: string, source: string }} opts */
function importedFiles({ file, source }) {
  return moduleImports({ file, source }).flatMap(({ specifier }) =>
    specifier?.startsWith('.') ? [path.posix.join(path.posix.dirname(file), specifier)] : [],
  );
}

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
