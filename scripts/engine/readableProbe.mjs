// @ts-check
// Started as the user that is to run the engine: prints the first file or folder in the clone that this user can't read, and then ends with code
// 1.
//   node readableProbe.mjs <folder of the clone> <folder of the built pages>
import fs from 'node:fs';
import path from 'node:path';

const [root = '', pages = ''] = process.argv.slice(2);
/** Files and folders that chain, server and worker read; packages are checked below. */
const READ = [
  ...['core', 'runtime', 'drizzle', 'redis', 'chain', 'worker', 'server', 'public', 'dist/programs', pages],
  ...['package.json', 'tsconfig.json', 'next.config.js'],
];

for (const name of READ) look(path.resolve(root, name));
lookAtPackages(path.join(root, 'node_modules'));

/** @param {string} place a file, or a folder, which is checked with all of its content */
function look(place) {
  tried(place, () => {
    if (!fs.statSync(place).isDirectory()) return fs.accessSync(place, fs.constants.R_OK);
    for (const name of fs.readdirSync(place)) look(path.join(place, name));
  });
}

/** @param {string} folder of packages: npm wrote each one with the same rights throughout */
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
