// npm run bench:fidelity [-- swaps [seed]]: compares every kind of pool with its oracle on the given number of random swaps. Fails on a mismatch.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const COMPARISONS = [
  'compareCpmm.mjs',
  'compareDlmm.mjs',
  'compareWhirlpool.mjs',
  'compareClmm.mjs',
  'compareDamm.mjs',
];
const ORDINARY_SWAPS = '20000';

const here = import.meta.dirname;
const [swaps = ORDINARY_SWAPS, seed = `${Date.now() % 2 ** 31}`] = process.argv.slice(2);

/** Runs a command to its end; true when it succeeded. */
function run(command, args, cwd) {
  return spawnSync(command, args, { cwd, stdio: 'inherit' }).status === 0;
}

if (!existsSync(path.join(here, 'node_modules'))) {
  console.log('The venues’ SDKs are installed into bench/oracle first, some 270 MB.');
  if (!run('npm', ['ci', '--ignore-scripts'], here)) process.exit(1);
}
const failed = COMPARISONS.filter(
  (file) => !run(process.execPath, ['--import', 'tsx', path.join(here, file), swaps, seed], path.join(here, '../..')),
);
console.log(
  failed.length === 0 ? 'Every kind agrees with its oracle.' : `Not as the oracle says: ${failed.join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
