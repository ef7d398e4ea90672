// @ts-check
// npm run chain:accept -- <genesis>: uses the database of DATABASE_URL, else of the engine that runs from this clone.
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { setting } from './supervision/engineEnv.mjs';
import { runInstead } from './supervision/runInstead.mjs';
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
runInstead('drizzle/chainAccept.ts', {
  DATABASE_URL: databaseUrl,
  ...(chainUrl === undefined ? {} : { CHAIN_URL: chainUrl }),
  ...(chainToken === undefined ? {} : { CHAIN_RPC_TOKEN: chainToken }),
});
