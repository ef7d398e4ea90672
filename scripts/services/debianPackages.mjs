// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { runCommand } from '../supervision/runCommand.mjs';

const UPDATE_MS = 120_000;
const DOWNLOAD_MS = 120_000;

/**
 * Downloads Debian or Ubuntu packages and unpacks them into a folder. Installs nothing on the machine and needs no root. Where the machine has no
 * package lists, or old ones, it downloads separate lists.
 * @param {object} opts
 * @param {string[]} opts.names
 * @param {string} opts.into
 * @param {string} opts.workDir for downloads and lists
 * @param {AbortSignal} [opts.signal]
 * @returns {Promise<{ ok: boolean, why: string }>}
 */
export async function unpackDebianPackages({ names, into, workDir, signal }) {
  const privateLists = privateState(workDir);
  /** @param {string[]} options */
  const download = (options) =>
    runCommand({
      command: 'apt-get',
      args: [...QUIET, ...options, 'download', ...names],
      cwd: workDir,
      env: aptEnv(),
      signal,
      timeoutMs: DOWNLOAD_MS,
    });
  // Lists fetched for an earlier package of this run are newer than the machine's.
  let got = await download(fs.existsSync(path.join(workDir, 'lists-fetched')) ? privateLists : []);
  if (got.missing) return { ok: false, why: 'there is no apt-get' };
  if (!got.ok && signal?.aborted !== true) {
    const update = await runCommand({
      command: 'apt-get',
      args: [...QUIET, ...privateLists, 'update'],
      env: aptEnv(),
      signal,
      timeoutMs: UPDATE_MS,
    });
    // If one of several sources is unreachable, `update` fails, although the other lists may be enough.
    fs.writeFileSync(path.join(workDir, 'lists-fetched'), '');
    got = await download(privateLists);
    if (!got.ok)
      return { ok: false, why: `apt-get download ${got.why}: ${lastLine(got.tail) || lastLine(update.tail)}` };
  }
  for (const file of fs.readdirSync(workDir).filter((name) => name.endsWith('.deb'))) {
    const unpacked = await runCommand({ command: 'dpkg-deb', args: ['-x', path.join(workDir, file), into], signal });
    if (!unpacked.ok) return { ok: false, why: `dpkg-deb ${unpacked.missing ? 'was not found' : unpacked.why}` };
    fs.rmSync(path.join(workDir, file));
  }
  return { ok: true, why: '' };
}

// As root, apt drops its rights for downloads, and then can't write into a folder that only root may enter.
const QUIET = ['-q', '-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20'];

/** @param {string} workDir */
function privateState(workDir) {
  const state = path.join(workDir, 'apt');
  for (const folder of ['lists/partial', 'archives/partial'])
    fs.mkdirSync(path.join(state, folder), { recursive: true });
  return [
    ...['-o', `Dir::State=${state}`, '-o', `Dir::State::lists=${path.join(state, 'lists')}`],
    ...['-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', `Dir::Cache=${state}`],
    ...['-o', `Dir::Cache::archives=${path.join(state, 'archives')}`, '-o', 'Debug::NoLocking=1'],
    // The machine's hooks after an update are not run.
    ...['-o', 'APT::Update::Post-Invoke::=', '-o', 'APT::Update::Post-Invoke-Success::='],
  ];
}

function aptEnv() {
  return { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
}

/** @param {string} text */
function lastLine(text) {
  return text.split('\n').filter(Boolean).at(-1) ?? '';
}
