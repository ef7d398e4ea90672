// @ts-check
// npm run demo:pictures: plays the whole tour and writes new docs/pictures from it, with a short silent clip.
import fs from 'node:fs';
import path from 'node:path';
import { demoOptions } from './demo/demoOptions.mjs';
import { demoRun, OUTPUT } from './demo/demoRun.mjs';
import { findFfmpeg } from './demo/ffmpeg.mjs';
import { makeFilm, shotsOf } from './demo/makeFilm.mjs';
import { sweepPrivateData } from './services/privateData.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { createLog } from './supervision/log.mjs';
import { errorText, PlainError } from './supervision/plainError.mjs';
import { repositoryRoot } from './supervision/repositoryRoot.mjs';
import { abortOnSignals } from './supervision/untilSignal.mjs';

const PICTURES = path.join(repositoryRoot, 'docs/pictures');
const PICTURE_BYTES = 300_000;
const CLIP = 'tour.webm';
const CLIP_BYTES = 4_000_000;
const CLIP_MS = 20_000;
const CLIP_KILOBITS = 1200;

const signal = abortOnSignals();
const log = createLog();

try {
  await ensureInstalled({ log, signal });
  await sweepPrivateData();
  const ffmpeg = await findFfmpeg({ log, signal });
  const { chapters, result } = await demoRun({ options: demoOptions([]), log, signal });
  if (!result.ok) throw new PlainError('The pictures were not changed, because a chapter of the tour failed.');
  const shots = chapters.flatMap(({ film }) => film?.highlights.flatMap((part) => shotsOf(film, part)) ?? []);
  const lengthMs = shots.reduce((sum, { showMs }) => sum + showMs, 0);
  if (lengthMs > CLIP_MS)
    throw new PlainError(`The clip would take ${lengthMs / 1000} s; the chapters mark too many milliseconds for it.`);
  const clip = path.join(OUTPUT, `clip-${CLIP}`);
  await makeFilm({ ffmpeg, shots, file: clip, kilobits: CLIP_KILOBITS });

  const taken = path.join(OUTPUT, 'pictures');
  const made = [
    ...fs.readdirSync(taken).map((name) => ({ from: path.join(taken, name), name, most: PICTURE_BYTES })),
    { from: clip, name: CLIP, most: CLIP_BYTES },
  ];
  for (const { from, name, most } of made) {
    const { size } = fs.statSync(from);
    if (size > most) throw new PlainError(`${name} takes ${size} bytes, more than ${most}.`);
  }
  fs.mkdirSync(PICTURES, { recursive: true });
  for (const { from, name } of made) {
    fs.copyFileSync(from, path.join(PICTURES, name));
    log.info(`docs/pictures/${name}  ${Math.round(fs.statSync(from).size / 1000)} kB`);
  }
  fs.rmSync(path.join(OUTPUT, '.frames'), { recursive: true, force: true });
} catch (error) {
  log.info(errorText(error));
  process.exitCode = 1;
}
process.exit();
