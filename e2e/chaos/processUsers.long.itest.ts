import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { expect, it } from 'vitest';
import { startStack } from '../../scripts/stack.mjs';
import { HIGH_LIMITS } from '../testing/highLimits.ts';
import { connectTrader, statusesOf } from '../testing/testEngine.ts';

/** Ids of a process from Linux: real, effective, saved and file-system user, and its additional groups. */
function identityOf(pid: number): { uids: number[]; groups: number[] } {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const numbers = (field: string) =>
    (new RegExp(`^${field}:(.*)$`, 'm').exec(status)?.[1] ?? '').trim().split(/\s+/).filter(Boolean).map(Number);
  return { uids: [...new Set(numbers('Uid'))], groups: numbers('Groups') };
}

/** Whether a user may read a file. */
function reads(uid: number, file: string): boolean {
  return spawnSync('cat', ['--', file], { uid, gid: uid, cwd: '/', stdio: 'ignore' }).status === 0;
}

it('trades with the least rights for every process: started by root, none runs as root', async () => {
  const told: string[] = [];
  const stack = await startStack({
    env: { ...HIGH_LIMITS, SLOT_TIME_MS: '50', NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? '.next-test' },
    timeoutMs: 120_000,
    log: { info: (message) => told.push(message), line: () => {} },
  });
  try {
    const pids = Object.entries(stack.processes).map(([name, { pid }]) => [name, pid ?? 0] as const);
    expect(pids.map(([name]) => name).sort()).toEqual(['chain', 'postgres', 'redis', 'server', 'worker']);
    const own = process.getuid?.() ?? 0;
    const of = new Map(pids.map(([name, pid]) => [name, identityOf(pid)]));
    if (own !== 0) expect([...of.values()].map(({ uids }) => uids)).toEqual(pids.map(() => [own]));
    else {
      const [database = 0] = of.get('postgres')?.uids ?? [];
      const [engine = 0] = of.get('server')?.uids ?? [];
      expect([database, engine], told.join('\n')).not.toContain(0);
      expect(database).not.toBe(engine);
      for (const name of ['chain', 'server', 'worker'])
        expect(of.get(name), name).toEqual({ uids: [engine], groups: expect.toSatisfy(without(0)) });
      // The environment of each process contains its secrets.
      for (const [name, pid] of pids) {
        const ofDatabases = name === 'postgres' || name === 'redis';
        expect(reads(ofDatabases ? engine : database, `/proc/${pid}/environ`), name).toBe(false);
      }
      for (const uid of [engine, database]) expect(reads(uid, `${stack.dataDir}/secrets.json`)).toBe(false);
      expect(spawnSync('test', ['-w', process.cwd()], { uid: engine, gid: engine, cwd: '/' }).status).not.toBe(0);
    }

    const trader = await connectTrader(stack.url);
    try {
      const order = await trader.place();
      expect(statusesOf(await trader.events(order.orderId)).at(-1)).toBe('confirmed');
    } finally {
      await trader.close();
    }
    expect((await fetch(`${stack.url}/`)).status).toBe(200);
    expect((await fetch(`${stack.url}/readyz`)).status).toBe(200);
  } finally {
    await stack.stop();
  }
  for (const { pid } of Object.values(stack.processes)) expect(pid).toBeUndefined();
  expect(fs.existsSync(stack.dataDir)).toBe(false);
}, 300_000);

function without(group: number): (groups: number[]) => boolean {
  return (groups) => !groups.includes(group);
}
