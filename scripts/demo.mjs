// @ts-check
// npm run demo: its own set-up, then the tour on a real engine with a seeded market; film, pictures and traces in demo-output/.
import fs from 'node:fs';
import path from 'node:path';
import { demoOptions } from './demo/demoOptions.mjs';
import { demoRun, OUTPUT } from './demo/demoRun.mjs';
import { demoSummary } from './demo/demoSummary.mjs';
import { findFfmpeg } from './demo/ffmpeg.mjs';
import { makeFilm, shotsOf } from './demo/makeFilm.mjs';
import { sweepPrivateData } from './services/privateData.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { createLog } from './supervision/log.mjs';
import { errorText } from './supervision/plainError.mjs';
import { abortOnSignals } from './supervision/untilSignal.mjs';

const FILM = 'tour.webm';
const KILOBITS = 2200;

const signal = abortOnSignals();
const log = createLog();

try {
  const options = demoOptions(process.argv.slice(2));
  await ensureInstalled({ log, signal });
  await sweepPrivateData();
  // Checked before the tour, so that a missing program does not waste a run.
  const ffmpeg = options.film ? await findFfmpeg({ log, signal }) : undefined;
  const { chapters, result } = await demoRun({ options, log, signal });
  const filmed = chapters.flatMap(({ film }) => (film === null ? [] : shotsOf(film)));
  if (ffmpeg !== undefined && filmed.length > 0) {
    log.info('Making the film …');
    await makeFilm({ ffmpeg, shots: filmed, file: path.join(OUTPUT, FILM), kilobits: KILOBITS });
    fs.rmSync(path.join(OUTPUT, '.frames'), { recursive: true, force: true });
  }
  const summary = demoSummary({
    chapters,
    seed: options.seed,
    output: path.relative(process.cwd(), OUTPUT),
    film: filmed.length > 0 ? FILM : undefined,
  });
  fs.writeFileSync(path.join(OUTPUT, 'summary.txt'), `${summary}\n`);
  log.info(`\n${summary}`);
  process.exitCode = result.ok ? 0 : 1;
} catch (error) {
  log.info(errorText(error));
  process.exitCode = 1;
}
process.exit();
