// @ts-check
// Run with the rights of the user that is to run the engine: prints the first thing in the clone that it can't read, and then ends with code 1.
//   node readableProbe.mjs <folder of the clone> <folder of the built pages>
import fs from 'node:fs';
import path from 'node:path';

const [root = '', pages = ''] = process.argv.slice(2);
/** What chain, server and worker read; the packages are looked at below. */
const READ = [
  ...['core', 'runtime', 'drizzle', 'redis', 'chain', 'worker', 'server', 'public', 'dist/programs', pages],
  ...['package.json', 'tsconfig.json', 'next.config.js'],
];

for (const name of READ) look(path.resolve(root, name));
lookAtPackages(path.join(root, 'node_modules'));

/** @param {string} place a file, or a folder that is looked at with all in it */
function look(place) {
  tried(place, () => {
    if (!fs.statSync(place).isDirectory()) return fs.accessSync(place, fs.constants.R_OK);
    for (const name of fs.readdirSync(place)) look(path.join(place, name));
  });
}

/** @param {string} folder of packages: each is one that npm wrote with the same rights throughout */
function lookAtPackages(folder) {
  tried(folder, () => {
    for (const name of fs.readdirSync(folder)) {
      const place = path.join(folder, name);
      if (name.startsWith('@')) lookAtPackages(place);
      else if (!name.startsWith('.')) look(path.join(place, 'package.json'));
    }
  });
}

/**
 * @param {string} place
 * @param {() => void} read
 */
function tried(place, read) {
  try {
    read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM') return;
    process.stdout.write(`unreadable: ${place}\n`);
    process.exit(1);
  }
}
