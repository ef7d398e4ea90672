// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { eachLine } from '../supervision/eachLine.mjs';
import { processesWorkingIn, startTimeOf } from '../supervision/processIdentity.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { makePrivateData, removeData } from './privateData.mjs';
import { startServices } from './services.mjs';

/**
 * @param {string} url
 * @param {(sql: import('postgres').Sql) => Promise<unknown>} work
 */
async function withSql(url, work) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/**
 * @param {string} url
 * @param {(redis: Redis) => Promise<unknown>} work
 */
async function withRedis(url, work) {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

test('Postgres and Redis that are killed come back with their data', async () => {
  const services = await startServices({ migrate: false });
  try {
    const { databaseUrl, redisUrl, processes } = services;
    await withSql(databaseUrl, (sql) => sql`CREATE TABLE kept AS SELECT 1 AS n`);
    await withRedis(redisUrl, (redis) => redis.set('kept', '1'));
    processes.postgres?.kill();
    await processes.postgres?.healthy();
    expect(await withSql(databaseUrl, (sql) => sql`SELECT n FROM kept`)).toEqual([{ n: 1 }]);
    processes.redis?.kill();
    await processes.redis?.healthy();
    expect(await withRedis(redisUrl, (redis) => redis.get('kept'))).toBe('1');
    expect(await withRedis(redisUrl, (redis) => redis.config('GET', 'maxmemory-policy'))).toContain('noeviction');
  } finally {
    await services.stop();
  }
  expect(fs.existsSync(services.dataDir)).toBe(false);
});

test('a data folder is taken over from a supervisor that was killed, with all it left running', async () => {
  const dataDir = makePrivateData();
  try {
    const stack = path.join(repositoryRoot, 'scripts/stack.mjs');
    const program = `import { startServices } from ${JSON.stringify(stack)};
      const services = await startServices({ dataDir: ${JSON.stringify(dataDir)}, migrate: false });
      console.log(JSON.stringify([services.processes.postgres.pid, services.processes.redis.pid]));`;
    const supervisor = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    /** @type {number[]} */
    const pids = await new Promise((resolve) => eachLine(supervisor.stdout, (line) => resolve(JSON.parse(line))));
    await expect(startServices({ dataDir, migrate: false })).rejects.toThrow(`process ${supervisor.pid}`);
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    expect(pids.map(startTimeOf)).not.toContain(undefined);

    const services = await startServices({ dataDir, migrate: false });
    try {
      expect(pids.map(startTimeOf)).toEqual([undefined, undefined]);
      expect(await withSql(services.databaseUrl, (sql) => sql`SELECT 1 AS n`)).toEqual([{ n: 1 }]);
    } finally {
      await services.stop();
    }
    expect(processesWorkingIn(path.join(dataDir, 'redis'))).toEqual([]);
  } finally {
    removeData(dataDir);
  }
});

test('a lock file that names a process of somebody else does not keep Postgres from starting', async () => {
  const dataDir = makePrivateData();
  const foreign = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  try {
    const first = await startServices({ dataDir, migrate: false });
    await first.stop();
    const record = path.join(dataDir, 'outside.json');
    const home = fs.existsSync(record) ? JSON.parse(fs.readFileSync(record, 'utf8')).outside : dataDir;
    const cluster = path.join(home, 'postgres/cluster');
    const lock = path.join(cluster, 'postmaster.pid');
    fs.writeFileSync(lock, `${foreign.pid}\n${cluster}\n0\n1\n\n127.0.0.1\n0 0\nready\n`);
    const { uid, gid } = fs.statSync(cluster);
    fs.chownSync(lock, uid, gid);
    const second = await startServices({ dataDir, migrate: false });
    await second.stop();
    expect(startTimeOf(foreign.pid ?? 0)).toBeDefined();
  } finally {
    foreign.kill('SIGKILL');
    removeData(dataDir);
  }
});
