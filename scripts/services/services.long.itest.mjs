// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { eachLine } from '../supervision/eachLine.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { processesWorkingIn, startTimeOf } from '../supervision/processIdentity.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { testAsRoot } from '../testing/asRoot.mjs';
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

test('Postgres and Redis restart with their data after they were killed', async () => {
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

test('a data folder of a killed supervisor is taken over, and its remaining processes are ended', async () => {
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

test('Postgres starts although its lock file names a process of another program', async () => {
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

const asRoot = testAsRoot(test);

/**
 * @param {string} dataDir
 * @returns {string} folder of the embedded Postgres, which the service user can write
 */
function postgresFolder(dataDir) {
  const record = path.join(dataDir, 'outside.json');
  const home = fs.existsSync(record) ? JSON.parse(fs.readFileSync(record, 'utf8')).outside : dataDir;
  return path.join(home, 'postgres');
}

asRoot(
  'links by the service user do not make root change a file or end a process',
  async () => {
    const dataDir = makePrivateData();
    const victims = fs.mkdtempSync(path.join(os.tmpdir(), 'victims-'));
    const precious = path.join(victims, 'precious');
    fs.writeFileSync(precious, 'of root', { mode: 0o600 });
    fs.writeFileSync(path.join(victims, 'postmaster.pid'), 'of root');
    const process = spawn('sleep', ['600'], { cwd: victims, stdio: 'ignore' });
    try {
      await (await startServices({ dataDir, migrate: false })).stop();
      const folder = postgresFolder(dataDir);
      const { uid, gid } = fs.statSync(folder);
      const cluster = path.join(folder, 'cluster');
      /** @param {string} script run with the service user's rights */
      const plant = (script) =>
        expect(spawnSync('/bin/sh', ['-ec', script], { cwd: '/', uid, gid, encoding: 'utf8' })).toMatchObject({
          status: 0,
        });
      const unharmed = () => {
        const { uid: owner, mode } = fs.statSync(precious);
        expect([fs.readFileSync(precious, 'utf8'), owner, mode & 0o777]).toEqual(['of root', 0, 0o600]);
        expect(fs.existsSync(path.join(victims, 'postmaster.pid'))).toBe(true);
        expect(startTimeOf(process.pid ?? 0)).toBeDefined();
      };
      const starts = async () => {
        await startServices({ dataDir, migrate: false }).then(
          (services) => services.stop(),
          (error) => expect(error).toBeInstanceOf(PlainError),
        );
        unharmed();
      };
      // The cluster is a link to the working folder of a root process, and its lock file names that process.
      plant(`mv ${cluster} ${cluster}.away && ln -s ${victims} ${cluster}`);
      await starts();
      // The lock file is a link, then a pipe that nobody writes to, then it names a root process.
      plant(`rm ${cluster} && mv ${cluster}.away ${cluster} && ln -sf ${precious} ${cluster}/postmaster.pid`);
      await starts();
      plant(`rm -f ${cluster}/postmaster.pid && mkfifo ${cluster}/postmaster.pid`);
      await starts();
      plant(`rm -f ${cluster}/postmaster.pid && echo ${process.pid} > ${cluster}/postmaster.pid`);
      await starts();
      // A new cluster is to be made where every name that was ever used is a link.
      plant(`rm -rf ${cluster} && ln -s ${precious} ${folder}/password.new && ln -s ${victims} ${cluster}.new`);
      await starts();
      // Everything is cleared.
      plant(
        `rm -rf ${folder}/* && mkdir ${cluster} && ln -s ${victims} ${cluster}/base && ln -s ${precious} ${folder}/x`,
      );
      removeData(dataDir);
      unharmed();
      expect(fs.existsSync(folder)).toBe(false);
    } finally {
      process.kill('SIGKILL');
      removeData(dataDir);
      fs.rmSync(victims, { recursive: true, force: true });
    }
  },
  300_000,
);

asRoot('neither database runs as root or nobody, and neither can write what root reads', async () => {
  const services = await startServices({ migrate: false });
  try {
    const outside = path.dirname(postgresFolder(services.dataDir));
    for (const pid of [services.processes.postgres?.pid, services.processes.redis?.pid]) {
      const { uid } = fs.statSync(`/proc/${pid}`);
      expect([0, 65_534]).not.toContain(uid);
      const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8') + fs.readFileSync(`/proc/${pid}/environ`, 'utf8');
      for (const url of [services.databaseUrl, services.redisUrl]) expect(words).not.toContain(new URL(url).password);
      for (const folder of [services.dataDir, outside])
        expect(spawnSync('test', ['-w', folder], { uid, gid: uid, cwd: '/' }).status).not.toBe(0);
    }
  } finally {
    await services.stop();
  }
});

asRoot('root does not use a data folder that another user can write', async () => {
  const dataDir = makePrivateData();
  try {
    fs.chmodSync(dataDir, 0o777);
    await expect(startServices({ dataDir, migrate: false })).rejects.toThrow(/can be written by other users/);
    fs.chmodSync(dataDir, 0o755);
    fs.chownSync(dataDir, 12_345, 12_345);
    await expect(startServices({ dataDir, migrate: false })).rejects.toThrow(/can be written by other users/);
    expect(fs.readdirSync(dataDir)).toEqual([]);
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
});
