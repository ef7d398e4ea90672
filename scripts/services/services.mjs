// @ts-check
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ensurePrograms } from '../setup/programs.mjs';
import { DataFolder } from '../supervision/dataFolder.mjs';
import { neutralEnv, setting } from '../supervision/engineEnv.mjs';
import { silentLog } from '../supervision/log.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { takePrivatePort } from '../supervision/ports.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { databaseLogins } from './databaseLogins.mjs';
import { embeddedPostgres } from './postgres.mjs';
import { makePrivateData, removeData } from './privateData.mjs';
import { embeddedRedis } from './redis.mjs';
import { assertSecretsGiven, secretsOf } from './secrets.mjs';

const MIGRATE_MS = 120_000;
const STOP_MS = 2500;

/** @typedef {import('../supervision/supervisedProcess.mjs').SupervisedProcess} SupervisedProcess */

/**
 * @typedef {object} ServicesOptions
 * @property {NodeJS.ProcessEnv} [env] settings; DATABASE_URL and REDIS_URL in it are used instead of embedded services
 * @property {string} [dataDir] default: a new one, removed at the end
 * @property {import('../supervision/log.mjs').Log} [log]
 * @property {AbortSignal} [signal] interrupts the start
 * @property {boolean} [migrate] default true
 */

/**
 * @typedef {object} Services
 * @property {string} dataDir
 * @property {DataFolder} folder
 * @property {string} databaseUrl with all rights: the embedded superuser, or DATABASE_URL as given
 * @property {string} redisUrl
 * @property {{ databaseUrl: string, redisUrl: string }} socketUrls the same through the embedded services' Unix sockets, where they have some
 * @property {NodeJS.ProcessEnv} env settings for the engine, including each login of Postgres, through these sockets
 * @property {NodeJS.ProcessEnv} testEnv the same by TCP, for tests and measurements that make databases and engines of their own: DATABASE_URL has all rights
 * @property {{ postgres?: SupervisedProcess, redis?: SupervisedProcess }} processes the embedded ones
 * @property {() => Promise<void>} stop ends what was started, and removes data that was new
 */

/**
 * Postgres, migrated, and Redis.
 * @param {ServicesOptions} [opts]
 * @returns {Promise<Services>}
 */
export async function startServices({ env = {}, dataDir, log = silentLog, signal, migrate = true } = {}) {
  const all = { ...neutralEnv(), ...env };
  const dir = dataDir ?? makePrivateData();
  const folder = await DataFolder.take({
    dir,
    onLeftover: (name) => log.info(`Ending a ${name} left behind by an earlier run …`),
  });
  /** @type {{ postgres?: SupervisedProcess, redis?: SupervisedProcess }} */
  const processes = {};
  const stop = async () => {
    await Promise.all(Object.values(processes).map((one) => one.stop({ graceMs: STOP_MS })));
    folder.release();
    if (dataDir === undefined) removeData(folder.dir);
  };
  try {
    if (dataDir !== undefined) assertSecretsGiven({ env: all, dataDir: folder.dir });
    const secrets = secretsOf({ dataDir: folder.dir, outsideData: hasData(folder.dir) });
    const given = { postgres: setting(all, 'DATABASE_URL'), redis: setting(all, 'REDIS_URL') };
    /** @param {'postgres' | 'redis'} name */
    const serve = async (name) => {
      const url = given[name];
      if (url !== undefined) return { url, socketUrl: url };
      const password = secrets[name === 'postgres' ? 'POSTGRES_PASSWORD' : 'REDIS_PASSWORD'];
      const make = name === 'postgres' ? embeddedPostgres : embeddedRedis;
      const made = await make({ folder, password, port: await takePrivatePort(), log, signal });
      processes[name] = made.process;
      await made.process.start({ signal });
      return made;
    };
    const started = await Promise.allSettled([serve('postgres'), serve('redis')]);
    const [database, redis] = started.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
    if (database === undefined || redis === undefined) throw new Error('unreachable');
    /** @param {string} url */
    const loginsOf = (url) => databaseLogins({ env: all, embeddedUrl: given.postgres === undefined ? url : undefined });
    const { ADMIN_DATABASE_URL, ...logins } = loginsOf(database.socketUrl);
    const admin = ADMIN_DATABASE_URL === undefined ? {} : { ADMIN_DATABASE_URL };
    const walletSecret = setting(all, 'WALLET_SECRET') ?? secrets.WALLET_SECRET;
    const forEngine = {
      ...all,
      ...logins,
      REDIS_URL: redis.socketUrl,
      AUTH_SECRET: setting(all, 'AUTH_SECRET') ?? secrets.AUTH_SECRET,
      WALLET_SECRET: walletSecret,
      CHAIN_RPC_TOKEN: setting(all, 'CHAIN_RPC_TOKEN') ?? chainTokenOf(walletSecret),
    };
    if (migrate) {
      await runMigration({ program: 'migrate', env: { ...forEngine, ...admin }, log, signal });
      if (setting(all, 'CHAIN_URL') === undefined)
        await runMigration({ program: 'migrateChain', env: forEngine, log, signal });
    }
    const byTcp = loginsOf(database.url);
    const testEnv = {
      ...forEngine,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      MIGRATION_DATABASE_URL: undefined,
      CHAIN_DATABASE_URL: undefined,
      CHAIN_MIGRATION_DATABASE_URL: undefined,
      ...(migrate
        ? { TEST_SERVER_DATABASE_URL: byTcp.DATABASE_URL, TEST_CHAIN_DATABASE_URL: byTcp.CHAIN_DATABASE_URL }
        : {}),
    };
    const socketUrls = { databaseUrl: database.socketUrl, redisUrl: redis.socketUrl };
    const urls = { databaseUrl: database.url, redisUrl: redis.url, socketUrls };
    return { dataDir: folder.dir, folder, ...urls, env: forEngine, testEnv, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The chain's token, derived from the wallets' secret, so that engines with different data folders can share a chain.
 * @param {string} walletSecret
 */
function chainTokenOf(walletSecret) {
  return createHmac('sha256', walletSecret).update('CHAIN_RPC_TOKEN').digest('base64url');
}

/**
 * Runs a program that prepares a database.
 * @param {{ program: 'migrate' | 'migrateChain', env: NodeJS.ProcessEnv, log: import('../supervision/log.mjs').Log, signal: AbortSignal | undefined }} opts
 */
export async function runMigration({ program, env, log, signal }) {
  const fileOf = await ensurePrograms();
  const migrated = await runCommand({
    command: process.execPath,
    args: [fileOf(program)],
    cwd: repositoryRoot,
    env,
    signal,
    timeoutMs: MIGRATE_MS,
    onLine: (line) => log.line('migrate', line),
  });
  if (!migrated.ok)
    throw new PlainError(`The database could not be migrated: ${program} ${migrated.why}.\n${migrated.tail}`);
}

/**
 * @param {string} dir
 * @returns {boolean} whether the folder has data that depends on earlier secrets
 */
function hasData(dir) {
  return ['postgres', 'redis', 'outside.json'].some((name) => fs.existsSync(path.join(dir, name)));
}
