// @ts-check
// npm run reset: clears the data and the built pages of this clone. Stops nothing that runs.
import fs from 'node:fs';
import path from 'node:path';
import { removeData, sweepPrivateData } from './services/privateData.mjs';
import { dataDir } from './supervision/dataDir.mjs';
import { assertNotRunning, endLeftovers } from './supervision/dataFolder.mjs';
import { loadDotEnv } from './supervision/dotEnv.mjs';
import { errorText } from './supervision/plainError.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';

try {
  loadDotEnv();
  const dir = dataDir();
  if (fs.existsSync(dir)) {
    assertNotRunning(dir);
    // What a killed engine left running would go on writing.
    await endLeftovers(dir);
    removeData(dir);
  }
  await sweepPrivateData();
  for (const name of fs.readdirSync(repositoryRoot)) {
    if (name === '.next' || name.startsWith('.next-') || name === 'next-env.d.ts')
      fs.rmSync(path.join(repositoryRoot, name), { recursive: true, force: true });
  }
  process.stdout.write('Cleared. The next start begins with an empty database.\n');
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
}
