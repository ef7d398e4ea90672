// @ts-check
// node scripts/withServices.mjs -- command…: runs a command on private services of its own: a fresh Postgres, migrated, and a fresh Redis. They
// are gone afterwards.
import { spawn } from 'node:child_process';
import { sweepPrivateData } from './services/privateData.mjs';
import { startServices } from './services/services.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { createLog } from './supervision/log.mjs';
import { errorText, PlainError } from './supervision/plainError.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';
import { abortOnSignals } from './supervision/untilSignal.mjs';

const signal = abortOnSignals();
const log = createLog({ stream: process.stderr });

try {
  const given = process.argv.slice(process.argv[2] === '--' ? 3 : 2);
  const [command, ...args] = given;
  if (command === undefined) throw new PlainError('Usage: node scripts/withServices.mjs -- command [argument…]');
  await ensureInstalled({ log, signal });
  await sweepPrivateData();
  const services = await startServices({ log, signal });
  try {
    process.exitCode = await run({ command, args, env: services.testEnv });
  } finally {
    await services.stop();
  }
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
process.exit();

/**
 * Runs it on our own terminal.
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv }} opts
 * @returns {Promise<number>} its exit code
 */
function run({ command, args, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command === 'node' ? process.execPath : command, args, {
      cwd: repositoryRoot,
      env,
      stdio: 'inherit',
    });
    const end = () => child.kill('SIGTERM');
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    child.once('error', (error) => reject(new PlainError(`${command} could not be started: ${error.message}`)));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
