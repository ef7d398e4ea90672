// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { giveFolder, outsideOf, readableCopy } from './postgresHome.mjs';
import { binaryIn } from './redisBinary.mjs';
import { canEnter, serviceUser } from './serviceUser.mjs';

/** @typedef {import('./redisBinary.mjs').RedisBinary} RedisBinary */

/**
 * The folder and the user of an embedded Redis: started by root it runs as the service user. Where that user may not enter the clone,
 * data and program are in the folder outside. That Redis begins empty: Postgres holds the orders, Redis only hints at them.
 * @param {{ dataDir: string, binary: RedisBinary }} opts
 * @returns {{ home: string, binary: RedisBinary, user: import('./serviceUser.mjs').ServiceUser | undefined }}
 */
export function redisHome({ dataDir, binary }) {
  const user = serviceUser({ existingData: path.join(dataDir, 'redis') });
  const inside = user === undefined || (canEnter({ user, folder: dataDir }) && runsAs({ user, binary }));
  const parent = inside ? dataDir : outsideOf(dataDir);
  const home = path.join(parent, 'redis');
  // Data that an earlier version wrote as root, in a folder that only root may enter.
  if (user !== undefined && fs.lstatSync(home, { throwIfNoEntry: false })?.uid === 0)
    spawnSync('chown', ['-hR', `${user.uid}:${user.gid}`, home]);
  giveFolder({ folder: home, user });
  if (inside || binary.root === undefined) return { home, binary, user };
  return { home, user, binary: binaryIn(readableCopy({ of: binary.root, copy: path.join(parent, 'redis-programs') })) };
}

/** @param {{ user: import('./serviceUser.mjs').ServiceUser, binary: RedisBinary }} opts */
function runsAs({ user: { uid, gid }, binary: { command, env } }) {
  return spawnSync(command, ['--version'], { uid, gid, env, cwd: '/', timeout: 10_000 }).status === 0;
}
