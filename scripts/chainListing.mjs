// @ts-check
// npm run chain -- open|withdraw …, started by chain/main.ts: uses the chain of CHAIN_URL, else of the engine that runs from this clone.
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { setting } from './supervision/engineEnv.mjs';
import { runInstead } from './supervision/runInstead.mjs';
import { runningEngine } from './supervision/runningEngine.mjs';

loadDotEnv();
const running = runningEngine();
const given = setting(process.env, 'CHAIN_URL');
const chainUrl = given ?? running?.chainUrl;
const chainToken = setting(process.env, 'CHAIN_RPC_TOKEN') ?? (given === undefined ? running?.chainToken : undefined);
runInstead('chain/listing/command.ts', {
  ...(chainUrl === undefined ? {} : { CHAIN_URL: chainUrl }),
  ...(chainToken === undefined ? {} : { CHAIN_RPC_TOKEN: chainToken }),
});
