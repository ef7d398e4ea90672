// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolder, ownerOf } from './dataFolder.mjs';
import { startTimeOf } from './processIdentity.mjs';

let dir = '';
/** @type {import('node:child_process').ChildProcess} */
let sleeper;

beforeEach(async () => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'folder-')));
  sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  await once(sleeper, 'spawn');
});
afterEach(() => {
  sleeper.kill('SIGKILL');
  fs.rmSync(dir, { recursive: true });
});

/** @param {object} [changes] */
function recordOfSleeper(changes = {}) {
  const pid = sleeper.pid ?? 0;
  const record = { name: 'worker', pid, startedAt: startTimeOf(pid), folder: dir, group: true, stopSignal: 'SIGTERM' };
  fs.writeFileSync(path.join(dir, 'processes.json'), JSON.stringify([{ ...record, ...changes }]));
}

test('a folder in use is refused, and accepted again once it is released', async () => {
  const folder = await DataFolder.take({ dir });
  await expect(DataFolder.take({ dir })).rejects.toThrow(`process ${process.pid}`);
  folder.release();
  expect(ownerOf(dir)).toBeUndefined();
  (await DataFolder.take({ dir })).release();
});

test('of two concurrent attempts to take it, one succeeds', async () => {
  fs.writeFileSync(path.join(dir, 'lock.json'), JSON.stringify({ pid: 2 ** 22, startedAt: 'long ago', folder: dir }));
  const both = await Promise.allSettled([DataFolder.take({ dir }), DataFolder.take({ dir })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('processes of a killed owner are ended', async () => {
  recordOfSleeper();
  /** @type {string[]} */
  const ended = [];
  const folder = await DataFolder.take({ dir, onLeftover: (name) => ended.push(name) });
  expect(ended).toEqual(['worker']);
  expect(startTimeOf(sleeper.pid ?? 0)).toBeUndefined();
  folder.release();
});

test.each([
  ['was started at another time', { startedAt: 'another time' }],
  ['belongs to another folder', { folder: '/somewhere/else' }],
])('a process that %s is not ended', async (_name, changes) => {
  recordOfSleeper(changes);
  const folder = await DataFolder.take({ dir });
  expect(startTimeOf(sleeper.pid ?? 0)).toBeDefined();
  folder.release();
});
