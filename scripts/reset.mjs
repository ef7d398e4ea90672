// @ts-check
// npm run reset: deletes the data, the built pages and the programs of this clone. It stops no running process, and changes no database that a
// setting names.
import fs from 'node:fs';
import path from 'node:path';
import { removeData, sweepPrivateData } from './services/privateData.mjs';
import { dataDir } from './supervision/dataDir.mjs';
import { assertNotRunning, endLeftovers } from './supervision/dataFolder.mjs';
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { setting } from './supervision/engineEnv.mjs';
import { errorText, PlainError } from './supervision/plainError.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';

/** Settings that name data outside the data folder. */
const OUTSIDE = ['DATABASE_URL', 'CHAIN_DATABASE_URL', 'REDIS_URL', 'CHAIN_URL'];

try {
  loadDotEnv();
  const dir = dataDir();
  const outside = OUTSIDE.filter((name) => setting(process.env, name) !== undefined);
  refuseToLoseSecrets(dir);
  if (fs.existsSync(dir)) {
    assertNotRunning(dir);
    // Processes that a killed engine left behind would continue to write.
    await endLeftovers(dir);
    removeData(dir);
  }
  await sweepPrivateData();
  for (const name of fs.readdirSync(repositoryRoot)) {
    if (name === '.next' || name.startsWith('.next-') || name === 'next-env.d.ts')
      fs.rmSync(path.join(repositoryRoot, name), { recursive: true, force: true });
  }
  fs.rmSync(path.join(repositoryRoot, 'dist/programs'), { recursive: true, force: true });
  process.stdout.write(`Deleted: the data folder and everything that was built. ${whatIsLeft(outside)}\n`);
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}

/**
 * Earlier versions wrote generated secrets for a given database into the data folder.
 * @param {string} dir
 */
function refuseToLoseSecrets(dir) {
  const file = path.join(dir, 'secrets.json');
  if (setting(process.env, 'DATABASE_URL') === undefined || setting(process.env, 'WALLET_SECRET') !== undefined) return;
  if (fs.existsSync(file))
    throw new PlainError(
      `${file} may hold the secrets that the wallets in the database of DATABASE_URL depend on, and WALLET_SECRET is not set. Copy them into .env first. Nothing was cleared.`,
    );
}

/** @param {readonly string[]} outside */
function whatIsLeft(outside) {
  if (outside.length === 0) return 'The next start begins with an empty database.';
  const engine = outside.includes('DATABASE_URL')
    ? 'The orders and wallets there remain for the next start and need the same AUTH_SECRET and WALLET_SECRET; drop the schemas engine, auth, drizzle and chain there yourself to begin with an empty database.'
    : 'A chain that is stored there remains.';
  return `What ${outside.join(', ')} name was not touched. ${engine}`;
}
