// @ts-check
// npm run chain:accept -- <genesis>: at the database of DATABASE_URL, else of the engine that runs from this clone.
import { spawnSync } from 'node:child_process';
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { setting } from './supervision/engineEnv.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';
import { runningEngine } from './supervision/runningEngine.mjs';

loadDotEnv();
const running = runningEngine();
const databaseUrl = setting(process.env, 'DATABASE_URL') ?? running?.databaseUrl;
const chainUrl = setting(process.env, 'CHAIN_URL') ?? running?.chainUrl;
const chainToken = setting(process.env, 'CHAIN_RPC_TOKEN') ?? running?.chainToken;
if (databaseUrl === undefined) {
  process.stderr.write(
    'No engine runs from this folder: start it (npm start), or set DATABASE_URL. Nothing was changed.\n',
  );
  process.exit(1);
}
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'drizzle/chainAccept.ts', ...process.argv.slice(2)],
  {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      ...(chainUrl === undefined ? {} : { CHAIN_URL: chainUrl }),
      ...(chainToken === undefined ? {} : { CHAIN_RPC_TOKEN: chainToken }),
    },
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
