// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';

/** Ignored folder of the downloaded program. */
const FETCHED = path.join(repositoryRoot, '.data-ffmpeg');
const PACKAGE = '@ffmpeg-installer';
/** npm packages with the program by platform, with their versions. @type {Record<string, string>} */
const VERSIONS = {
  'linux-x64': '4.1.0',
  'linux-arm64': '4.1.4',
  'darwin-x64': '4.1.0',
  'darwin-arm64': '4.1.5',
};
const FETCH_MS = 5 * 60_000;

/**
 * A program that makes films: the one on the PATH, the one that Playwright installed, or one downloaded from npm into an ignored folder.
 * @param {{ log: import('../supervision/log.mjs').Log, signal?: AbortSignal }} opts
 * @returns {Promise<string>} its path
 * @throws {PlainError} that lists what was tried
 */
export async function findFfmpeg({ log, signal }) {
  const platform = `${process.platform}-${process.arch}`;
  const fetched = path.join(FETCHED, 'node_modules', PACKAGE, platform, 'ffmpeg');
  for (const candidate of ['ffmpeg', ...playwrights(), fetched]) if (await encodes(candidate)) return candidate;
  const version = VERSIONS[platform];
  if (version === undefined)
    throw new PlainError(
      `There is no ffmpeg on the PATH, and npm has none for ${platform}. Install one, or use --short.`,
    );
  log.info('Fetching ffmpeg …');
  fs.mkdirSync(FETCHED, { recursive: true });
  const installed = await runCommand({
    command: 'npm',
    args: [
      ...['install', `${PACKAGE}/${platform}@${version}`, '--prefix', FETCHED, '--no-save', '--ignore-scripts'],
      ...['--no-audit', '--no-fund', '--prefer-offline'],
    ],
    cwd: FETCHED,
    signal,
    timeoutMs: FETCH_MS,
  });
  if (fs.existsSync(fetched)) fs.chmodSync(fetched, 0o755);
  if (await encodes(fetched)) return fetched;
  throw new PlainError(
    `There is no ffmpeg for the film, and none could be fetched (npm install ${installed.why}). Install one, or use --short.`,
  );
}

/** Where `playwright install` puts its own. */
function playwrights() {
  const home = process.env.HOME ?? '';
  const folder =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    path.join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'ms-playwright');
  if (!fs.existsSync(folder)) return [];
  const name = process.platform === 'darwin' ? 'ffmpeg-mac' : 'ffmpeg-linux';
  return fs
    .readdirSync(folder)
    .filter((entry) => entry.startsWith('ffmpeg-'))
    .map((entry) => path.join(folder, entry, name));
}

/** @param {string} candidate */
async function encodes(candidate) {
  let vp8 = false;
  const { ok } = await runCommand({
    command: candidate,
    args: ['-hide_banner', '-encoders'],
    timeoutMs: 20_000,
    onLine: (line) => {
      vp8 ||= /\bvp8\b/.test(line);
    },
  });
  return ok && vp8;
}
