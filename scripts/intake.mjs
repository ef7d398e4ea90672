// @ts-check
// npm run intake -- pause|resume: uses the database of DATABASE_URL, else of the engine that runs from this clone.
import { spawnSync } from 'node:child_process';
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { setting } from './supervision/engineEnv.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';
import { runningEngine } from './supervision/runningEngine.mjs';

loadDotEnv();
const databaseUrl = setting(process.env, 'DATABASE_URL') ?? runningEngine()?.databaseUrl;
if (databaseUrl === undefined) {
  process.stderr.write(
    'No engine runs from this folder: start it (npm start), or set DATABASE_URL. Nothing was changed.\n',
  );
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'drizzle/intake.ts', ...process.argv.slice(2)], {
  cwd: repositoryRoot,
  env: { ...process.env, DATABASE_URL: databaseUrl },
  stdio: 'inherit',
});
process.exit(status ?? 1);
