import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unixSocket } from './unixSocket.mjs';

/** @type {string} */
let parent;
beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'sockets-'));
});
afterEach(() => fs.rmSync(parent, { recursive: true, force: true }));

it('has a folder for the socket, empty before every launch', async () => {
  const folder = path.join(parent, 'redis-socket');
  const socket = await unixSocket({ folder, name: 'redis', user: undefined });
  expect(socket?.file).toBe(path.join(folder, 'redis'));
  socket?.make();
  expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  // What a killed server leaves would keep Postgres from starting where its process id belongs to another program by now.
  fs.writeFileSync(path.join(folder, '.s.PGSQL.1.lock'), String(process.pid));
  socket?.make();
  expect(fs.readdirSync(folder)).toEqual([]);
  expect(fs.readdirSync(parent)).toEqual(['redis-socket']);
});

it('has none where its path would be too long for some system', async () => {
  const folder = path.join(parent, 'ä'.repeat(40));
  const longest = 103 - Buffer.byteLength(folder) - 1;
  expect(await unixSocket({ folder, name: 's'.repeat(longest), user: undefined })).toBeDefined();
  expect(await unixSocket({ folder, name: 's'.repeat(longest + 1), user: undefined })).toBeUndefined();
});

it('has none where the system makes no sockets', async () => {
  const folder = path.join(parent, 'gone', 'redis-socket');
  expect(await unixSocket({ folder, name: 'redis', user: undefined })).toBeUndefined();
});
