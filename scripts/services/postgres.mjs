// @ts-check
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PlainError } from '../supervision/plainError.mjs';
import { startTimeOf } from '../supervision/processIdentity.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { SupervisedProcess } from '../supervision/supervisedProcess.mjs';
import { isRealFolder, readServiceFile, removeAs } from './asServiceUser.mjs';
import { postgresHome } from './postgresHome.mjs';
import { endOrphans, orphansIn } from './serviceOrphans.mjs';
import { unixSocket } from './unixSocket.mjs';

const OWNER = 'engine';
const DATABASE = 'engine';
const GIB = 2 ** 30;
const GRACE_MS = 5000;

/**
 * The embedded PostgreSQL of a data folder, with a new cluster if there is none yet; not started. It listens on 127.0.0.1 and, where
 * possible, on a Unix socket, and asks for a password on both.
 * @param {object} opts
 * @param {import('../supervision/dataFolder.mjs').DataFolder} opts.folder
 * @param {string} opts.password
 * @param {number} opts.port
 * @param {import('../supervision/log.mjs').Log} opts.log
 * @param {AbortSignal} [opts.signal]
 * @returns {Promise<{ url: string, socketUrl: string, process: SupervisedProcess }>} `socketUrl`: `url` through the socket, if there is one
 */
export async function embeddedPostgres({ folder, password, port, log, signal }) {
  const home = postgresHome({ dataDir: folder.dir });
  await endLeftServers(home);
  if (fs.lstatSync(home.cluster, { throwIfNoEntry: false }) === undefined)
    await makeCluster({ home, password, log, signal });
  await assertSameMajor(home);
  const socketFolder = path.join(path.dirname(home.folder), 'postgres-socket');
  const socket = await unixSocket({ folder: socketFolder, name: `.s.PGSQL.${port}`, user: home.user });
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // A list: a name in quotes may hold commas.
    unix_socket_directories: socket === undefined ? '' : `"${socketFolder.replaceAll('"', '""')}"`,
    max_connections: 200,
    shared_buffers: os.totalmem() >= 4 * GIB ? '256MB' : '128MB',
    synchronous_commit: 'on',
    jit: 'off',
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
  };
  const supervised = new SupervisedProcess({
    name: 'postgres',
    launch: {
      command: path.join(home.native, 'bin/postgres'),
      args: ['-D', home.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      env: serverEnv(),
      cwd: '/',
      ...identity(home),
    },
    prepare: async () => {
      await endLeftServers(home);
      socket?.make();
    },
    healthy: async (pid) => saysReady({ cluster: home.cluster, pid }),
    // SIGINT is the fast shutdown, SIGQUIT the immediate one. Its children end by themselves.
    stopSignal: 'SIGINT',
    hardSignal: 'SIGQUIT',
    group: false,
    quiet: true,
    log,
    folder,
  });
  const url = `postgres://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  const socketUrl = socket === undefined ? url : `${url}?host=${encodeURIComponent(socketFolder)}`;
  return { url, socketUrl, process: supervised };
}

/**
 * Makes the cluster under another name first, so that a half-made one is never used.
 * @param {object} opts
 * @param {import('./postgresHome.mjs').PostgresHome} opts.home
 * @param {string} opts.password
 * @param {import('../supervision/log.mjs').Log} opts.log
 * @param {AbortSignal} [opts.signal]
 */
async function makeCluster({ home, password, log, signal }) {
  log.info('Making a new database …');
  const partial = `${home.cluster}.new`;
  removeAs({ target: partial, user: home.user });
  const passwordFile = writePassword({ home, password });
  const common = { env: serverEnv(), cwd: '/', signal, timeoutMs: 120_000, ...identity(home) };
  try {
    const made = await runCommand({
      command: path.join(home.native, 'bin/initdb'),
      args: [
        ...['-D', partial, '-U', OWNER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--no-locale', '--no-instructions'],
      ],
      ...common,
    });
    if (!made.ok) throw new PlainError(`The database could not be made: initdb ${made.why}.\n${made.tail}`);
    const named = await runCommand({
      command: path.join(home.native, 'bin/postgres'),
      args: ['--single', '-D', partial, 'postgres'],
      input: `CREATE DATABASE ${DATABASE} OWNER ${OWNER};\n`,
      ...common,
    });
    if (!named.ok) throw new PlainError(`The database could not be made: postgres ${named.why}.\n${named.tail}`);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.renameSync(partial, home.cluster);
}

/**
 * Writes the password file into the folder above the cluster's, which belongs to us, readable for the service user.
 * @param {{ home: import('./postgresHome.mjs').PostgresHome, password: string }} opts
 * @returns {string} the file
 */
function writePassword({ home, password }) {
  const file = path.join(path.dirname(home.folder), `password-${randomBytes(6).toString('hex')}.new`);
  const handle = fs.openSync(file, 'wx', 0o600);
  try {
    fs.writeSync(handle, password);
    if (home.user) fs.fchownSync(handle, home.user.uid, home.user.gid);
  } finally {
    fs.closeSync(handle);
  }
  return file;
}

/** @param {import('./postgresHome.mjs').PostgresHome} home */
async function assertSameMajor({ cluster, native }) {
  const [made] = /^\d+/.exec(readServiceFile(path.join(cluster, 'PG_VERSION')) ?? '') ?? [];
  if (made === undefined || !isRealFolder(cluster))
    throw new PlainError(`There is no database in ${cluster}. \`npm run reset\` begins with a new one.`);
  const { tail } = await runCommand({ command: path.join(native, 'bin/postgres'), args: ['--version'] });
  const runs = /(\d+)/.exec(tail)?.[1];
  if (made !== runs)
    throw new PlainError(
      `The data folder holds a database of PostgreSQL ${made}, and the dependencies bring PostgreSQL ${runs}. \`npm run reset\` begins with a new one.`,
    );
}

/**
 * Ends servers that still have the cluster open, as a supervisor killed with SIGKILL leaves them, and removes the lock file if it names a
 * process that is no PostgreSQL of this cluster: after a crash of the machine or the container its process id may belong to another process, and
 * PostgreSQL would refuse to start. The file is removed only once no process uses the cluster, or the lock would protect nothing. The service user
 * can write the lock file, so no process is signalled merely because the file names it.
 * @param {import('./postgresHome.mjs').PostgresHome} home
 */
async function endLeftServers({ cluster, user }) {
  const lock = path.join(cluster, 'postmaster.pid');
  // A link or a pipe in its place would also block PostgreSQL itself.
  if (isRealFolder(cluster) && fs.lstatSync(lock, { throwIfNoEntry: false })?.isFile() === false)
    removeAs({ target: lock, user });
  const leader = Number(readServiceFile(lock)?.split('\n', 1)[0] ?? Number.NaN);
  await endOrphans({
    orphans: orphansIn({ folder: cluster, user }),
    user,
    leader,
    steps: [
      ['SIGINT', GRACE_MS],
      ['SIGQUIT', GRACE_MS],
      ['SIGKILL', 1000],
    ],
  });
  const dead = Number.isNaN(leader) || startTimeOf(leader) === undefined;
  if (!dead && process.platform === 'linux' && !orphansIn({ folder: cluster, user }).some(({ pid }) => pid === leader))
    removeAs({ target: lock, user });
}

/**
 * PostgreSQL writes its state into line 8 of its lock file; pg_ctl reads it there too.
 * @param {{ cluster: string, pid: number }} opts
 */
function saysReady({ cluster, pid }) {
  const lines = (readServiceFile(path.join(cluster, 'postmaster.pid')) ?? '').split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/** @param {import('./postgresHome.mjs').PostgresHome} home */
function identity({ user }) {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

function serverEnv() {
  return { PATH: process.env.PATH, HOME: '/', LC_ALL: 'C', TZ: 'UTC' };
}
