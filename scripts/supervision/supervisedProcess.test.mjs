// @ts-check
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolder } from './dataFolder.mjs';
import { silentLog } from './log.mjs';
import { startTimeOf } from './processIdentity.mjs';
import { SupervisedProcess } from './supervisedProcess.mjs';

const UP = "console.log('up'); setInterval(() => {}, 1000);";
const DEAF = `process.on('SIGTERM', () => {}); ${UP}`;
const FAILS = "console.log('no such setting'); process.exit(3);";

let dir = '';
/** @type {DataFolder} */
let folder;
/** @type {SupervisedProcess[]} */
let started = [];
/** @type {string[]} */
let lines = [];

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'supervised-'));
  folder = await DataFolder.take({ dir });
  started = [];
  lines = [];
});
afterEach(async () => {
  await Promise.all(started.map((one) => one.stop({ signal: 'SIGKILL' })));
  fs.rmSync(dir, { recursive: true });
});

/** @param {string} program a program that is healthy once it has printed `up` */
function supervised(program) {
  const log = {
    ...silentLog,
    line: (/** @type {string} */ _name, /** @type {string} */ line) => void lines.push(line),
  };
  let seen = 0;
  const one = new SupervisedProcess({
    name: 'child',
    launch: { command: process.execPath, args: ['-e', program], env: process.env, cwd: dir },
    healthy: async () => lines.filter((line) => line === 'up').length > seen,
    prepare: async () => {
      seen = lines.filter((line) => line === 'up').length;
    },
    log,
    folder,
  });
  started.push(one);
  return one;
}

test('a killed process is started again', async () => {
  const child = supervised(UP);
  await child.start();
  const first = child.pid;
  child.kill();
  await child.healthy();
  expect(child.pid).not.toBe(first);
  expect(child.pid && startTimeOf(child.pid)).toBeDefined();
});

test('a process that never becomes healthy makes the start fail after growing delays, with its output in the error', async () => {
  const child = supervised(FAILS);
  await expect(child.start()).rejects.toThrow('no such setting');
  const delays = lines.flatMap((line) => /again in (\d+) ms/.exec(line)?.[1] ?? []).map(Number);
  expect(delays.slice(0, 3)).toEqual([200, 400, 800]);
});

test('a stopped process is not restarted by itself, and can be started', async () => {
  const child = supervised(UP);
  await child.start();
  const first = child.pid ?? 0;
  await child.stop();
  expect(child.pid).toBeUndefined();
  expect(startTimeOf(first)).toBeUndefined();
  await child.start();
  expect(child.pid).toBeDefined();
});

test('a process that does not end at a signal is ended by force in time', async () => {
  const child = supervised(DEAF);
  await child.start();
  const begun = performance.now();
  await child.stop({ graceMs: 200 });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(200);
  expect(child.pid).toBeUndefined();
});

test('a missing program makes the start fail', async () => {
  const child = new SupervisedProcess({
    name: 'child',
    launch: { command: path.join(dir, 'nothing'), args: [], env: {}, cwd: dir },
    healthy: async () => true,
    log: silentLog,
    folder,
  });
  started.push(child);
  await expect(child.start()).rejects.toThrow('ENOENT');
});
