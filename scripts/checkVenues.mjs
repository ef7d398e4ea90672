// @ts-check Rejects names of venues and kinds of pool outside the allowed places (scripts/venues/brandPlaces.mjs); all other code uses the lists.
import fs from 'node:fs';
import path from 'node:path';
import { rooms } from './imports/rooms.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';
import { brandLiterals } from './venues/brandLiterals.mjs';
import { mayNameBrands } from './venues/brandPlaces.mjs';

const SOURCE = /\.(ts|tsx|css)$/;

/** @param {string} folder relative, with forward slashes */
const filesIn = (folder) =>
  fs
    .readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`);

/** @param {string} file */
const read = (file) => fs.readFileSync(path.join(repositoryRoot, file), 'utf8');

/** The brands' ids. */
const words = fs
  .readdirSync(path.join(repositoryRoot, 'core/venues'))
  .flatMap((file) => /\bid: '([a-z0-9-]+)'/.exec(read(`core/venues/${file}`))?.[1] ?? []);

const files = Object.keys(rooms)
  .filter((room) => fs.existsSync(path.join(repositoryRoot, room)))
  .flatMap(filesIn)
  .filter((file) => SOURCE.test(file) && !file.includes('/node_modules/') && !mayNameBrands(file));

let found = 0;
for (const file of files) {
  const places = file.endsWith('.css') ? styleLines(read(file)) : brandLiterals({ file, source: read(file), words });
  found += places.length;
  for (const { line, text } of places)
    process.stderr.write(
      `${file}:${line} names a venue or a kind of pool ("${text}"): use the lists (core/pools/all/poolKinds.ts)\n`,
    );
}
process.stdout.write(`Checked ${files.length} files for names of ${words.join(', ')}: ${found} out of place.\n`);
process.exitCode = found > 0 || words.length === 0 || files.length === 0 ? 1 : 0;

/** @param {string} css */
function styleLines(css) {
  return css
    .split('\n')
    .map((text, i) => ({ line: i + 1, text: text.trim() }))
    .filter(({ text }) => words.some((word) => text.toLowerCase().includes(word)));
}
