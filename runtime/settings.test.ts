import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  readChainSettings,
  readServerSettings,
  readWorkerSettings,
  SETTING_NAMES,
  SETTINGS_OF,
  SettingsError,
} from './settings.ts';

const SECRET = 'x'.repeat(32);
const GOOD = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/db',
  REDIS_URL: 'redis://127.0.0.1:6379',
  CHAIN_URL: 'http://127.0.0.1:8899',
  CHAIN_DATABASE_URL: 'postgres://c:p@127.0.0.1:5432/db',
  CHAIN_RPC_TOKEN: SECRET,
  MIGRATION_DATABASE_URL: 'postgres://o:p@127.0.0.1:5432/db',
  AUTH_SECRET: SECRET,
  WALLET_SECRET: SECRET,
};

const textOf = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** Fixed for containers: by the image's ENV; where the pages are built; and the chain's database, which is that of the engine. */
const OF_THE_IMAGE = new Set([
  ...Array.from(textOf('Dockerfile').matchAll(/^(?:ENV| {3}) ([A-Z_]+)=/gm), ([, name]) => name),
  'NEXT_DIST_DIR',
  'CHAIN_MIGRATION_DATABASE_URL',
]);

/** The environment that docker-compose.yml gives to a service: its own lines, and those of the blocks that it merges. */
function givenTo(service: string): ReadonlySet<string | undefined> {
  const compose = textOf('docker-compose.yml');
  const block = new RegExp(`^  ${service}:\\n((?: {4}.*\\n|\\n)+)`, 'm').exec(compose)?.[1] ?? '';
  const merged = Array.from(block.matchAll(/\*([a-z-]+)/g), ([, anchor]) => {
    return new RegExp(`&${anchor}\\n((?:  .*\\n|\\n)+)`).exec(compose)?.[1] ?? '';
  });
  return new Set(Array.from([block, ...merged].join('').matchAll(/^ +([A-Z_]+):/gm), ([, name]) => name));
}

describe('settings', () => {
  it('have defaults for everything but the places and the secrets', () => {
    expect(readServerSettings({ ...GOOD })).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', SLOT_TIME_MS: 400 });
    expect(readWorkerSettings({ ...GOOD })).toMatchObject({ WORKER_CONCURRENCY: 10, LEASE_MS: 5000 });
    expect(readChainSettings({ ...GOOD })).toMatchObject({ CHAIN_PORT: 8899, CHAIN_LOSE_REQUEST_RATE: 0 });
  });

  it('take of the public address what stands before the path', () => {
    const at = (PUBLIC_URL: string) => readServerSettings({ ...GOOD, PUBLIC_URL }).PUBLIC_URL;
    expect(at('https://desk.example/')).toBe('https://desk.example');
    expect(at('HTTPS://Desk.Example:8443')).toBe('https://desk.example:8443');
  });

  it.each([
    [{ PORT: 'http' }, /The setting PORT must be a whole number\./],
    [{ PORT: '70000' }, /The setting PORT must be at most 65535\./],
    [{ DATABASE_URL: 'foo' }, /The setting DATABASE_URL must be a postgres:\/\/ URL\./],
    [{ DATABASE_URL: 'postgres://u:p@/db?host=/tmp' }, /The setting DATABASE_URL must be a postgres:\/\/ URL\./],
    [{ DATABASE_URL: 'mysql://x' }, /The setting DATABASE_URL must be a postgres:\/\/ URL\./],
    [
      { DATABASE_URL: 'postgres://u:p@h/db?host=run/pg' },
      /DATABASE_URL is wrong: \?host= names the folder of a Unix socket/,
    ],
    [{ DATABASE_URL: '' }, /The setting DATABASE_URL is missing\./],
    [{ AUTH_SECRET: 'short' }, /The setting AUTH_SECRET must be at least 32 characters\./],
    [{ LOG_FORMAT: 'xml' }, /The setting LOG_FORMAT/],
    [{ LIMIT_ORDER_PER_MINUTE: '5' }, /There is no setting LIMIT_ORDER_PER_MINUTE\./],
    [{ REDIS_URL: 'not a url' }, /The setting REDIS_URL must be a redis:\/\/ URL\./],
  ])('stop with a sentence that names what is wrong: %j', (wrong, sentence) => {
    const read = () => readServerSettings({ ...GOOD, ...wrong });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(sentence);
  });

  it('never repeat a secret in the sentence', () => {
    expect(() => readServerSettings({ ...GOOD, AUTH_SECRET: 'hunter2' })).toThrow(
      expect.not.stringContaining('hunter2'),
    );
  });

  it.each(['server', 'worker', 'chain', 'migrate', 'migrate-chain'] as const)(
    'that %s reads reach it in its container',
    (service) => {
      const given = givenTo(service);
      expect(SETTINGS_OF[service].filter((name) => !given.has(name) && !OF_THE_IMAGE.has(name))).toEqual([]);
    },
  );

  it('are all documented in .env.example, and nothing else is', () => {
    const documented = [...textOf('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map((match) => match[1]);
    // DATA_DIR belongs to the start script, which runs before anything is installed.
    expect(documented.toSorted()).toEqual([...SETTING_NAMES, 'DATA_DIR'].toSorted());
  });
});
