import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../drizzle/testing/freshDatabase.ts';

const SECRET = 'a-secret-for-a-process-that-does-not-start';
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The output of a process, and its exit code. */
async function startAlone(name: string, url: string): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', `${name}/main.ts`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      ...{
        DATABASE_URL: url,
        CHAIN_DATABASE_URL: url,
        REDIS_URL: process.env.REDIS_URL,
        CHAIN_URL: 'http://127.0.0.1:9',
      },
      ...{ AUTH_SECRET: SECRET, WALLET_SECRET: SECRET, CHAIN_RPC_TOKEN: SECRET, PORT: '0', CHAIN_PORT: '0' },
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const [code] = await once(child, 'close');
  return { code, said };
}

describe('a login of Postgres with too many rights', { timeout: 180_000 }, () => {
  it.each(['server', 'worker', 'chain'])(
    'keeps the %s from starting, with an error that names the remedy',
    async (name) => {
      await using db = await freshDatabase();
      const { code, said } = await startAlone(name, db.url);
      expect(code).toBe(1);
      expect(said).toMatch(
        new RegExp(`${name === 'chain' ? 'CHAIN_DATABASE_URL' : 'DATABASE_URL'} logs in to Postgres with rights`),
      );
      expect(said).toContain('npm run migrate');
      expect(said).not.toContain(new URL(db.url).password);
    },
  );
});
