// @ts-check
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { signalProcess } from '../supervision/processGroups.mjs';
import { isAlive, processesWorkingIn, startTimeOf } from '../supervision/processIdentity.mjs';
import { SupervisedProcess } from '../supervision/supervisedProcess.mjs';
import { redisBinary } from './redisBinary.mjs';

const GRACE_MS = 3000;

/**
 * The embedded Redis of a data folder, not started. It listens on 127.0.0.1 alone, asks for a password, never evicts, and writes its
 * append-only file out every second.
 * @param {object} opts
 * @param {import('../supervision/dataFolder.mjs').DataFolder} opts.folder
 * @param {string} opts.password
 * @param {number} opts.port
 * @param {import('../supervision/log.mjs').Log} opts.log
 * @param {AbortSignal} [opts.signal]
 * @returns {Promise<{ url: string, process: SupervisedProcess }>}
 */
export async function embeddedRedis({ folder, password, port, log, signal }) {
  const { command, env } = await redisBinary({ log, signal });
  const home = path.join(folder.dir, 'redis');
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const settings = path.join(home, 'redis.conf');
  fs.writeFileSync(settings, configuration({ home, password, port }), { mode: 0o600 });
  const supervised = new SupervisedProcess({
    name: 'redis',
    launch: { command, args: [settings], env, cwd: home },
    prepare: () => endOrphans(home),
    healthy: () => answersPing({ port, password }),
    group: false,
    quiet: true,
    log,
    folder,
  });
  return { url: `redis://:${password}@127.0.0.1:${port}`, process: supervised };
}

/** @param {{ home: string, password: string, port: number }} opts */
function configuration({ home, password, port }) {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    `dir "${home.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    'daemonize no',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'loglevel warning',
    '',
  ].join('\n');
}

/**
 * Ends servers that still write into the folder.
 * @param {string} home
 */
async function endOrphans(home) {
  const orphans = processesWorkingIn(home).flatMap((pid) => {
    const startedAt = startTimeOf(pid);
    return startedAt === undefined ? [] : [{ pid, startedAt }];
  });
  for (const { pid } of orphans) signalProcess(pid, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (orphans.some(isAlive) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 25));
  for (const { pid } of orphans.filter(isAlive)) signalProcess(pid, 'SIGKILL');
}

/**
 * @param {{ port: number, password: string }} opts
 * @returns {Promise<boolean>} false too while it still reads its data in
 */
function answersPing({ port, password }) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    let answer = '';
    /** @param {boolean} result */
    const settle = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1000, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.split('\r\n').length > 2) settle(answer === '+OK\r\n+PONG\r\n');
    });
  });
}
