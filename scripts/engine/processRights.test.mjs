// @ts-check
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { testAsOrdinaryUser, testAsRoot } from '../testing/asRoot.mjs';
import { decideRights } from './processRights.mjs';

const asRoot = testAsRoot(test);
const asOrdinaryUser = testAsOrdinaryUser(test);

let root = '';
let dataDir = '';
/** @type {string[]} */
let told = [];

beforeEach(() => {
  told = [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'process-rights-'));
  fs.chmodSync(folder, 0o755);
  root = path.join(folder, 'clone');
  dataDir = path.join(folder, 'data');
  fs.mkdirSync(dataDir, { mode: 0o711 });
  fs.mkdirSync(path.join(root, 'scripts/engine'), { recursive: true });
  fs.mkdirSync(path.join(root, 'server'));
  fs.mkdirSync(path.join(root, 'node_modules/tsx'), { recursive: true });
  for (const file of ['server/main.ts', 'node_modules/tsx/package.json']) fs.writeFileSync(path.join(root, file), '');
  const probe = 'scripts/engine/readableProbe.mjs';
  fs.copyFileSync(path.join(repositoryRoot, probe), path.join(root, probe));
});
afterEach(() => fs.rmSync(path.dirname(root), { recursive: true, force: true }));

/**
 * @param {NodeJS.ProcessEnv} own environment of the server
 * @param {'production' | 'development'} [mode]
 */
async function rightsOfServer(own, mode = 'production') {
  const log = { info: (/** @type {string} */ message) => void told.push(message), line: () => {} };
  const env = { PATH: process.env.PATH };
  const rightsOf = await decideRights({ mode, dataDir, env, log, root });
  return rightsOf({ name: 'server', env: own });
}

asRoot('started by root, a process gets a user of its own and a folder it may write', async () => {
  const rights = await rightsOfServer({ PORT: '65000', HOME: '/root', KEPT: '1' });
  const home = path.join(dataDir, 'app');
  expect(told).toEqual([]);
  expect(rights.uid).toBeGreaterThan(0);
  expect(rights.env).toMatchObject({ KEPT: '1', HOME: home, TMPDIR: home });
  const { uid, gid, mode } = fs.lstatSync(home);
  expect([uid, gid, mode & 0o777]).toEqual([rights.uid, rights.gid, 0o700]);
});

/** @type {[string, () => void, RegExp][]} */
const UNREADABLE = [
  ['the clone', () => fs.chmodSync(root, 0o700), /can't read \S+\/clone\. To avoid this/],
  ['a source file', () => fs.chmodSync(path.join(root, 'server/main.ts'), 0o600), /can't read \S+server\/main\.ts\. /],
  [
    'a package',
    () => fs.chmodSync(path.join(root, 'node_modules/tsx'), 0o700),
    /can't read \S+node_modules\/tsx\/package\.json\. /,
  ],
  ['the data folder', () => fs.chmodSync(dataDir, 0o700), /can't read \S+\/data\. /],
];
for (const [what, shut, sentence] of UNREADABLE) {
  asRoot(`where that user can't read ${what} it stays root, and the log says so once`, async () => {
    shut();
    expect(await rightsOfServer({ PORT: '65000' })).toEqual({});
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Chain, server and worker run as root: the user "order-engine-app" /);
    expect(told[0]).toMatch(sentence);
    expect(told[0]).toContain('or start as an ordinary user.');
  });
}

asRoot('in development it stays root, and the log says so', async () => {
  expect(await rightsOfServer({ PORT: '65000' }, 'development')).toEqual({});
  expect(told).toEqual([expect.stringMatching(/run as root: in development Next writes into the clone/)]);
});

asRoot('a port that root alone may open keeps root, and the log says so', async () => {
  const first = Number(fs.readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
  const rights = await rightsOfServer({ PORT: '80' });
  const sentence = /^The server runs as root: only root may listen on port 80\. Set a port from \d+ on/;
  if (first > 80) expect([rights, told]).toEqual([{}, [expect.stringMatching(sentence)]]);
  // Containers often allow every port to every user.
  else expect([rights.uid, told]).toEqual([expect.any(Number), []]);
});

asOrdinaryUser('an ordinary user keeps its own rights, and nothing is said', async () => {
  expect([await rightsOfServer({ PORT: '80' }), told]).toEqual([{}, []]);
});
