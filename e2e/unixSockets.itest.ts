import { expect, it } from 'vitest';
import { connectForCounting, disconnect } from '../redis/connection.ts';
import { createLogger } from '../runtime/logger.ts';
import { createPostgresPool } from '../runtime/postgresPool.ts';
import { startServices } from '../scripts/stack.mjs';

const logger = createLogger({ name: 'test', level: 'fatal', format: 'json' });

/** The same URL with another password. */
function withPassword(url: string, password: string): string {
  return Object.assign(new URL(url), { password }).href;
}

it('reaches the embedded services through their Unix sockets, and only with the password', async () => {
  const services = await startServices({ migrate: false });
  try {
    const { databaseUrl, redisUrl } = services.socketUrls;
    const poolOf = (url: string) => createPostgresPool({ url, options: { max: 1 } });
    const askPostgres = async (url: string) => {
      const pool = poolOf(url);
      try {
        return await pool.sql`select inet_server_addr() is null as by_socket`;
      } finally {
        await pool.close();
      }
    };
    const askRedis = async (url: string) => {
      const redis = connectForCounting({ url, name: 'test', logger });
      try {
        await new Promise((resolve, reject) => redis.once('ready', resolve).once('error', reject));
        return /\baddr=(\S+)/.exec(String(await redis.client('INFO')))?.[1];
      } finally {
        await disconnect(redis);
      }
    };
    expect([...(await askPostgres(databaseUrl))]).toEqual([{ by_socket: true }]);
    expect([...(await askPostgres(services.databaseUrl))]).toEqual([{ by_socket: false }]);
    expect(await askRedis(redisUrl)).toMatch(/redis-socket\/redis:0$/);
    expect(await askRedis(services.redisUrl)).toMatch(/^127\.0\.0\.1:/);
    for (const wrong of ['', 'wrong-password']) {
      await expect(askPostgres(withPassword(databaseUrl, wrong))).rejects.toMatchObject({ code: '28P01' });
      await expect(askRedis(withPassword(redisUrl, wrong))).rejects.toThrow(/NOAUTH|WRONGPASS/);
    }
    // A pool goes on through the socket of the server that replaces a killed one.
    const pool = poolOf(databaseUrl);
    try {
      const pidOf = async () => (await pool.sql`select pg_backend_pid() as pid`)[0]?.pid;
      const before = await pidOf();
      services.processes.postgres?.kill();
      await services.processes.postgres?.healthy();
      await expect.poll(() => pidOf().catch(() => before), { timeout: 60_000 }).not.toBe(before);
    } finally {
      await pool.close();
    }
  } finally {
    await services.stop();
  }
});
