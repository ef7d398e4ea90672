// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { PlainError } from '../supervision/plainError.mjs';

const FPS = 20;
const SIZE = '1440:900';
/** Colour around the frames of a phone. */
const AROUND = '0x10151c';

/**
 * Frames with the milliseconds that each is shown, in their order.
 * @typedef {{ file: string, showMs: number }} Shot
 */

/**
 * The shots of a part of a chapter's frames.
 * @param {import('./demoRun.mjs').FilmRecord} record
 * @param {readonly [number, number]} [part] from and to in milliseconds; default all
 * @returns {Shot[]}
 */
export function shotsOf(record, [from, to] = [0, record.lengthMs]) {
  return record.frames.flatMap(({ file, atMs }, i) => {
    const begins = i === 0 ? from : Math.max(atMs, from);
    const ends = Math.min(record.frames[i + 1]?.atMs ?? record.lengthMs, to, record.lengthMs);
    return ends > begins ? [{ file: path.join(record.folder, file), showMs: ends - begins }] : [];
  });
}

/**
 * Makes a silent WebM of shots. Frames of other sizes are centred.
 * @param {{ ffmpeg: string, shots: Shot[], file: string, kilobits: number }} opts
 * @throws {PlainError} with ffmpeg's last lines
 */
export async function makeFilm({ ffmpeg, shots, file, kilobits }) {
  const child = spawn(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-y', '-f', 'image2pipe', '-c:v', 'mjpeg', '-framerate', String(FPS)],
      ...['-i', 'pipe:0', '-an', '-vf', `pad=${SIZE}:(ow-iw)/2:(oh-ih)/2:${AROUND}`, '-c:v', 'vp8'],
      ...['-b:v', `${kilobits}k`, '-qmin', '2', '-qmax', '42', '-g', '200', '-auto-alt-ref', '0'],
      ...['-deadline', 'good', '-cpu-used', '5', '-threads', '2', '-pix_fmt', 'yuv420p', file],
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  child.stdin.on('error', () => {});
  const ended = once(child, 'close');
  // A frame is shown until the next one, to a twentieth of a second; rounding errors do not accumulate.
  let shown = 0;
  let due = 0;
  for (const shot of shots) {
    due += (shot.showMs * FPS) / 1000;
    if (shown >= Math.round(due)) continue;
    const frame = fs.readFileSync(shot.file);
    for (; shown < Math.round(due); shown++) {
      if (child.exitCode !== null) break;
      if (!child.stdin.write(frame)) await Promise.race([once(child.stdin, 'drain'), ended]);
    }
  }
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new PlainError(`The film could not be made: ffmpeg ended with code ${code}.\n${said}`);
}
