import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readChainSettings, readServerSettings, readWorkerSettings, SETTING_NAMES, SettingsError } from './settings.ts';

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
    [{ DATABASE_URL: 'mysql://x' }, /The setting DATABASE_URL must be a postgres:\/\/ URL\./],
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

  it('reach the server in its container, as far as they are limits', () => {
    const compose = readFileSync(new URL('../docker-compose.yml', import.meta.url), 'utf8');
    const limits = SETTING_NAMES.filter((name) => name.startsWith('LIMIT_'));
    expect(limits.filter((name) => !compose.includes(`      ${name}: \${${name}:-}\n`))).toEqual([]);
  });

  it('are all documented in .env.example, and nothing else is', () => {
    const documented = [
      ...readFileSync(new URL('../.env.example', import.meta.url), 'utf8').matchAll(/^# ([A-Z_]+)=/gm),
    ].map((match) => match[1]);
    // DATA_DIR belongs to the start script, which runs before anything is installed.
    expect(documented.toSorted()).toEqual([...SETTING_NAMES, 'DATA_DIR'].toSorted());
  });
});
