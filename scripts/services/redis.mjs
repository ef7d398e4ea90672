// @ts-check
import net from 'node:net';
import path from 'node:path';
import { writeWhole } from '../supervision/dataFolder.mjs';
import { SupervisedProcess } from '../supervision/supervisedProcess.mjs';
import { redisBinary } from './redisBinary.mjs';
import { redisHome } from './redisHome.mjs';
import { endOrphans, orphansIn } from './serviceOrphans.mjs';
import { unixSocket } from './unixSocket.mjs';

/** @type {[NodeJS.Signals, number][]} */
const ENDING = [
  ['SIGTERM', 3000],
  ['SIGKILL', 1000],
];

/**
 * The embedded Redis of a data folder, not started. It listens on 127.0.0.1 and, where possible, on a Unix socket, requires a password on
 * both, never evicts, and writes its append-only file to disk every second.
 * @param {object} opts
 * @param {import('../supervision/dataFolder.mjs').DataFolder} opts.folder
 * @param {string} opts.password
 * @param {number} opts.port
 * @param {import('../supervision/log.mjs').Log} opts.log
 * @param {AbortSignal} [opts.signal]
 * @returns {Promise<{ url: string, socketUrl: string, process: SupervisedProcess }>} `socketUrl`: `url` through the socket, if there is one
 */
export async function embeddedRedis({ folder, password, port, log, signal }) {
  const found = await redisBinary({ log, signal });
  const { home, user, binary } = redisHome({ dataDir: folder.dir, binary: found });
  // In the folder above, which is ours: its password is on no command line, and the server can't change the file.
  const settings = path.join(path.dirname(home), 'redis.conf');
  const socket = await unixSocket({ folder: path.join(path.dirname(home), 'redis-socket'), name: 'redis', user });
  const text = configuration({ home, password, port, socket: socket?.file });
  writeWhole({ file: settings, text, ...(user ? { readers: user.gid } : {}) });
  const supervised = new SupervisedProcess({
    name: 'redis',
    launch: {
      command: binary.command,
      env: serverEnv(binary),
      args: [settings],
      cwd: home,
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    },
    prepare: async () => {
      await endOrphans({ orphans: orphansIn({ folder: home, user }), user, steps: ENDING });
      socket?.make();
    },
    healthy: () => answersPing({ port, password }),
    group: false,
    quiet: true,
    log,
    folder,
  });
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const socketUrl = socket === undefined ? url : `${url}?path=${encodeURIComponent(socket.file)}`;
  return { url, socketUrl, process: supervised };
}

/**
 * The environment without our settings and secrets.
 * @param {import('./redisBinary.mjs').RedisBinary} binary
 */
function serverEnv({ env }) {
  return { PATH: env.PATH, HOME: '/', LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: env.LD_LIBRARY_PATH };
}

/** @param {{ home: string, password: string, port: number, socket: string | undefined }} opts */
function configuration({ home, password, port, socket }) {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    ...(socket === undefined ? [] : [`unixsocket ${quoted(socket)}`, 'unixsocketperm 777']),
    `requirepass ${password}`,
    `dir ${quoted(home)}`,
    'daemonize no',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'loglevel warning',
    '',
  ].join('\n');
}

/** @param {string} file */
const quoted = (file) => `"${file.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/**
 * @param {{ port: number, password: string }} opts
 * @returns {Promise<boolean>} false also while it still loads its data
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
