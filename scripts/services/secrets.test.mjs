import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { assertSecretsGiven } from './secrets.mjs';

/** @type {string} */
let dataDir;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

const DATABASE_URL = 'postgres://nobody:hidden@127.0.0.1:9/none';

it('requires both secrets with a given database, and only then', () => {
  assertSecretsGiven({ env: {}, dataDir });
  assertSecretsGiven({ env: { DATABASE_URL, AUTH_SECRET: 'a', WALLET_SECRET: 'b' }, dataDir });
  expect(() => assertSecretsGiven({ env: { DATABASE_URL, AUTH_SECRET: 'a', WALLET_SECRET: ' ' }, dataDir })).toThrow(
    /without WALLET_SECRET:/,
  );
  fs.writeFileSync(path.join(dataDir, 'secrets.json'), '{}');
  expect(() => assertSecretsGiven({ env: { DATABASE_URL }, dataDir })).toThrow(
    /AUTH_SECRET and WALLET_SECRET.*secrets\.json/,
  );
});

it('stops npm start on a given database without them, before it writes anything', () => {
  const made = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startServices } from './scripts/services/services.mjs';
       await startServices({ env: { DATABASE_URL: '${DATABASE_URL}' }, dataDir: '${dataDir}' }).catch((error) => console.log(error.message));`,
    ],
    { cwd: repositoryRoot, encoding: 'utf8' },
  );
  expect(made.stdout).toMatch(/DATABASE_URL is given without AUTH_SECRET and WALLET_SECRET/);
  expect(fs.existsSync(path.join(dataDir, 'secrets.json'))).toBe(false);
});
