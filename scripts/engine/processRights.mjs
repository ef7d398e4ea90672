// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { giveFolder } from '../services/postgresHome.mjs';
import { canEnter, PROCESS_USER, processUser } from '../services/serviceUser.mjs';
import { setting } from '../supervision/engineEnv.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';

const PROBE_MS = 60_000;
/** Settings that name the port a process listens on. */
const PORTS = ['PORT', 'CHAIN_PORT', 'WORKER_HEALTH_PORT'];

/**
 * The user under which a process is started, and the environment for it. Empty: the user of this process.
 * @typedef {{ uid?: number, gid?: number, env?: NodeJS.ProcessEnv }} Rights
 */

/**
 * Decides the user of chain, server and worker. Started by an ordinary user, they run as that user. Started by root, they run as a system user of
 * their own, with a folder of their own as HOME and TMPDIR; where that is not possible, as root, and the log gives the reason and the remedy.
 * @param {object} opts
 * @param {'production' | 'development'} opts.mode
 * @param {string} opts.dataDir
 * @param {NodeJS.ProcessEnv} opts.env of the processes
 * @param {import('../supervision/log.mjs').Log} opts.log
 * @param {AbortSignal} [opts.signal]
 * @param {string} [opts.root] folder of the clone
 * @returns {Promise<(process: { name: string, env: NodeJS.ProcessEnv }) => Rights>}
 */
export async function decideRights({ mode, dataDir, env, log, signal, root = repositoryRoot }) {
  if (process.getuid?.() !== 0) return () => ({});
  const user = mode === 'development' ? undefined : processUser();
  const reason =
    user === undefined
      ? withoutUser(mode)
      : await whatItLacks({ user, dataDir, env: withHome(env, '/'), signal, root });
  if (user === undefined || reason !== undefined) {
    log.info(`Chain, server and worker run as root: ${reason}`);
    return () => ({});
  }
  const home = path.join(dataDir, 'app');
  giveFolder({ folder: home, user });
  return ({ name, env: own }) => {
    const port = rootsPort(own);
    if (port === undefined) return { uid: user.uid, gid: user.gid, env: withHome(own, home) };
    log.info(
      `The ${name} runs as root: only root may listen on port ${port}. Set a port from ${firstFreePort()} on and put a proxy before it, or allow the port to all users by \`sysctl net.ipv4.ip_unprivileged_port_start=${port}\`.`,
    );
    return {};
  };
}

/** @param {'production' | 'development'} mode */
function withoutUser(mode) {
  return mode === 'development'
    ? 'in development Next writes into the clone, which belongs to root. To avoid this, clone and start as an ordinary user.'
    : `there is no user "${PROCESS_USER}", and it could not be made (useradd). To avoid this, make that system user, or start as an ordinary user.`;
}

/**
 * @param {{ user: import('../services/serviceUser.mjs').ServiceUser, dataDir: string, env: NodeJS.ProcessEnv, signal: AbortSignal | undefined, root: string }} opts
 * @returns {Promise<string | undefined>} why the user can't run the engine, and the remedy; undefined when it can
 */
async function whatItLacks({ user, dataDir, env, signal, root }) {
  if (!canEnter({ user, folder: root })) return cannotRead(root);
  const { uid, gid } = user;
  const probe = path.join(root, 'scripts/engine/readableProbe.mjs');
  const probed = await runCommand({
    command: process.execPath,
    args: [probe, root, setting(env, 'NEXT_DIST_DIR') ?? '.next'],
    ...{ env, cwd: root, uid, gid, signal, timeoutMs: PROBE_MS },
  });
  if (!probed.ok) return cannotRead(/^unreadable: (.*)$/m.exec(probed.tail)?.[1] ?? `${process.execPath} or ${probe}`);
  return canEnter({ user, folder: dataDir }) ? undefined : cannotRead(dataDir);
}

/** @param {string} what */
function cannotRead(what) {
  return `the user "${PROCESS_USER}" can't read ${what}. To avoid this, keep the clone, its data folder and Node where every user may read them (outside of root's home, made with umask 022), or start as an ordinary user.`;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home the only folder that the user may write
 * @returns {NodeJS.ProcessEnv}
 */
function withHome(env, home) {
  return { ...env, HOME: home, TMPDIR: home, USER: PROCESS_USER, LOGNAME: PROCESS_USER };
}

/**
 * @param {NodeJS.ProcessEnv} env of one process
 * @returns {number | undefined} the port on which it listens, when only root may use that port
 */
function rootsPort(env) {
  const first = firstFreePort();
  return PORTS.map((name) => Number(setting(env, name) ?? first)).find((port) => port > 0 && port < first);
}

/** The lowest port that every user may use. */
function firstFreePort() {
  try {
    return Number(fs.readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
  } catch {
    return 1024;
  }
}
