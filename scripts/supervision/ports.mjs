// @ts-check
import { randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import net from 'node:net';
import { PlainError } from './plainError.mjs';

// Below the range of outgoing connections, so that a port chosen now is still free at a later restart.
const FIRST_PRIVATE_PORT = 20_000;
const LAST_PRIVATE_PORT = 32_000;
const NEIGHBOURS_TRIED = 50;

/**
 * Takes a free port for one of our own services.
 * @returns {Promise<number>}
 */
export async function takePrivatePort() {
  for (let i = 0; i < NEIGHBOURS_TRIED; i++) {
    const port = randomInt(FIRST_PRIVATE_PORT, LAST_PRIVATE_PORT);
    if ((await claim(port)) && (await isFree({ port, host: '127.0.0.1' }))) return port;
  }
  throw new PlainError('No free port was found on 127.0.0.1.');
}

/**
 * Takes the port of the pages: the one that is set, or the first free one from 3000 up.
 * @param {{ wanted: string | undefined, host: string }} opts `wanted`: the text of the environment variable
 * @returns {Promise<number>}
 */
export async function takePublicPort({ wanted, host }) {
  if (wanted !== undefined && wanted !== '') {
    const port = Number(wanted);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new PlainError(`PORT must be a number from 1 to 65535, not "${wanted}".`);
    await claim(port);
    if (await isFree({ port, host })) return port;
    throw new PlainError(
      `Port ${port} is in use by another program, and PORT=${port} was asked for. End that program, set another PORT, or leave PORT unset to take a free one.`,
    );
  }
  for (let port = 3000; port < 3000 + NEIGHBOURS_TRIED; port++) {
    if ((await claim(port)) && (await isFree({ port, host }))) return port;
  }
  throw new PlainError(`No port from 3000 to ${2999 + NEIGHBOURS_TRIED} is free. Set PORT to a free one.`);
}

/**
 * Two engines started at the same moment would both find the same port free, as their servers listen only seconds later. So each binds
 * the UDP port of that number as long as it lives; the kernel releases it however the process ends.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function claim(port) {
  return new Promise((resolve) => {
    const socket = dgram.createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(false);
    });
    socket.bind({ address: '127.0.0.1', port, exclusive: true }, () => {
      socket.unref();
      resolve(true);
    });
  });
}

/**
 * Free means that this process can listen on it, and that nothing answers on it under any name that a browser tries for localhost.
 * @param {{ port: number, host: string }} opts
 * @returns {Promise<boolean>}
 */
async function isFree({ port, host }) {
  const answered = await Promise.all(['127.0.0.1', '::1'].map((address) => answers({ port, host: address })));
  return !answered.includes(true) && (await canListen({ port, host }));
}

/**
 * @param {{ port: number, host: string }} address
 * @returns {Promise<boolean>} whether it accepts a connection
 */
function answers({ port, host }) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host });
    /** @param {boolean} answer */
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/**
 * @param {{ port: number, host: string }} address
 * @returns {Promise<boolean>}
 */
function canListen({ port, host }) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') return resolve(false);
      if ('code' in error && error.code === 'EACCES')
        return reject(new PlainError(`This user may not listen on port ${port}. Set another PORT.`));
      reject(new PlainError(`It is not possible to listen on ${host}:${port} (${error.message}).`));
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
