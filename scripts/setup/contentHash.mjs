// @ts-check
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';

/**
 * Hash over names and contents of files; times and modes don't count.
 * @param {{ inputs: string[], skip?: (name: string) => boolean, salt?: string }} opts `inputs`: files and folders relative to the clone;
 *   one that does not exist counts as empty. `skip`: by file name.
 * @returns {string} hexadecimal
 */
export function contentHash({ inputs, skip = () => false, salt = '' }) {
  const hash = createHash('sha256').update(salt);
  for (const file of inputs.flatMap((input) => filesUnder(path.join(repositoryRoot, input)))) {
    if (skip(path.basename(file))) continue;
    const content = fs.readFileSync(file);
    hash.update(`\0${path.relative(repositoryRoot, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} entry
 * @returns {string[]} sorted
 */
function filesUnder(entry) {
  const stat = fs.statSync(entry, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [entry];
  return fs
    .readdirSync(entry)
    .sort()
    .flatMap((name) => filesUnder(path.join(entry, name)));
}
