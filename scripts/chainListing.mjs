// @ts-check
// npm run chain -- open|withdraw …, started by chain/main.ts: at the chain of CHAIN_URL, else of the engine that runs from this clone.
import { spawnSync } from 'node:child_process';
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { setting } from './supervision/engineEnv.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';
import { runningEngine } from './supervision/runningEngine.mjs';

loadDotEnv();
const running = runningEngine();
const given = setting(process.env, 'CHAIN_URL');
const chainUrl = given ?? running?.chainUrl;
const chainToken = setting(process.env, 'CHAIN_RPC_TOKEN') ?? (given === undefined ? running?.chainToken : undefined);
const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'chain/listing/command.ts', ...process.argv.slice(2)],
  {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      ...(chainUrl === undefined ? {} : { CHAIN_URL: chainUrl }),
      ...(chainToken === undefined ? {} : { CHAIN_RPC_TOKEN: chainToken }),
    },
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
