// @ts-check
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { moduleImports } from './moduleImports.mjs';
import { rooms } from './rooms.mjs';

/**
 * The imports of a file that break the import boundaries, one sentence each.
 * @param {{ file: string, source: string }} opts `file`: relative to the clone, with forward slashes
 * @returns {string[]}
 */
export function importViolations({ file, source }) {
  const name = file.split('/')[0] ?? '';
  const room = rooms[name];
  // Files outside of the rooms, such as settings of tools, may import everything.
  if (room === undefined) return [];
  return moduleImports({ file, source }).flatMap(({ specifier, typeOnly, line }) => {
    const problem = problemOf({ file, name, room, specifier, typeOnly });
    return problem === undefined ? [] : [`${file}:${line}: ${problem}`];
  });
}

/**
 * @param {{ file: string, name: string, room: import('./rooms.mjs').Room, specifier: string | undefined, typeOnly: boolean }} opts
 * @returns {string | undefined}
 */
function problemOf({ file, name, room, specifier, typeOnly }) {
  if (room.values === 'everything') return undefined;
  if (specifier === undefined)
    // Scripts must find packages by path before they are installed.
    return name === 'scripts' ? undefined : 'a computed import can not be checked';
  if (room.pure && isBuiltin(specifier) && !file.includes('/testing/'))
    return `${name}/ is pure and may not import ${specifier}`;
  if (!specifier.startsWith('.')) {
    if (name === 'scripts' && !isBuiltin(specifier) && !isTest(file) && !RUNS_INSTALLED.test(file))
      return `scripts/ runs before anything is installed and may not import ${specifier}`;
    return path.isAbsolute(specifier) ? `an absolute path is imported: ${specifier}` : undefined;
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (target.startsWith('..')) return `${specifier} lies outside of the repository`;
  const other = target.split('/')[0] ?? '';
  if (other === name || room.values.includes(other)) return undefined;
  // Files without code, such as package.json, are not checked.
  if (rooms[other] === undefined) return undefined;
  if (room.types?.includes(other))
    return typeOnly ? undefined : `${name}/ may import types of ${other}/ alone, by \`import type\`: ${specifier}`;
  return `${name}/ may not import ${other}/: ${specifier}`;
}

/** Scripts that are run, and loaded, only after the packages were installed. */
const RUNS_INSTALLED = /^scripts\/((imports|venues)\/|setup\/bundlePrograms\.mjs$)/;

/** @param {string} file */
const isTest = (file) => /\.i?test\.\w+$/.test(file);
