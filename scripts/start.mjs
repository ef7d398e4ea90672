// @ts-check
// npm start and npm run dev: everything from a fresh clone to a served page. Uses only Node, as nothing is installed yet.
import { startStack } from './engine/startStack.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { dataDir } from './supervision/dataDir.mjs';
import { assertNotRunning } from './supervision/dataFolder.mjs';
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { setting } from './supervision/engineEnv.mjs';
import { createLog } from './supervision/log.mjs';
import { errorText } from './supervision/plainError.mjs';
import { takePublicPort } from './supervision/ports.mjs';
import { forgetRunning, noteRunning } from './supervision/runningEngine.mjs';
import { aborted, abortOnSignals } from './supervision/untilSignal.mjs';

const signal = abortOnSignals();
const log = createLog();
const mode = process.argv.includes('--dev') ? 'development' : 'production';

try {
  loadDotEnv();
  await refuseEarly();
  await ensureInstalled({ log, signal });
  if (mode === 'production') await ensureBuilt({ env: process.env, log, signal });
  const stack = await startStack({ env: process.env, dataDir: dataDir(), mode, log, signal, waitUntilReady: false });
  // Recorded before it is ready, since it may wait for an operator's command, which finds the engine by this record.
  noteRunning(stack);
  await stack.ready().catch(async (error) => {
    forgetRunning();
    await stack.stop();
    throw error;
  });
  if (!signal.aborted) log.info(`Order Execution Engine is running at ${stack.url}`);
  await aborted(signal);
  log.info('Stopping …');
  forgetRunning();
  await stack.stop();
  log.info('Stopped.');
} catch (error) {
  if (!signal.aborted) {
    process.stderr.write(`${errorText(error)}\n`);
    process.exitCode = 1;
  }
}
process.exit();

/**
 * Reports an error at once that would otherwise appear only after minutes of installing and building, and prevents a build of pages that are being
 * served.
 */
async function refuseEarly() {
  assertNotRunning(dataDir());
  const wanted = setting(process.env, 'PORT');
  if (wanted !== undefined) await takePublicPort({ wanted, host: setting(process.env, 'HOST') ?? '127.0.0.1' });
}
