import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';

const QUALITY = 85;
const FPS = 15;

/** Frames of a chapter as they arrive, from which the film is made later: while orders run, nothing is encoded. */
export type FilmRecord = {
  /** The folder of the frames. */
  readonly folder: string;
  /** File and time of each, milliseconds from the first. */
  readonly frames: readonly { readonly file: string; readonly atMs: number }[];
  readonly lengthMs: number;
  /** The parts for the short clip: from and to, milliseconds from the first frame. */
  readonly highlights: readonly (readonly [number, number])[];
};

export type Film = {
  /** Marks the next number of milliseconds for the short clip. */
  highlight(ms: number): void;
  stop(): Promise<FilmRecord>;
};

/** Films a page into a folder. */
export async function startFilm(opts: { page: Page; folder: string }): Promise<Film> {
  const { page, folder } = opts;
  await mkdir(folder, { recursive: true });
  const frames: { file: string; atMs: number }[] = [];
  const highlights: [number, number][] = [];
  const writing: Promise<void>[] = [];
  const begun = performance.now();
  let first: number | undefined;
  const now = () => performance.now() - begun;
  const viewport = page.viewportSize();
  await page.screencast.start({
    quality: QUALITY,
    fps: FPS,
    ...(viewport === null ? {} : { size: viewport }),
    onFrame: ({ data, timestamp }) => {
      // The first frame synchronises the clocks of frames and marks.
      first ??= timestamp - now();
      const file = `${String(frames.length).padStart(5, '0')}.jpg`;
      frames.push({ file, atMs: Math.max(0, timestamp - first) });
      writing.push(writeFile(path.join(folder, file), data));
    },
  });
  return {
    highlight(ms) {
      highlights.push([now(), now() + ms]);
    },
    async stop() {
      const lengthMs = now();
      await page.screencast.stop();
      await Promise.all(writing);
      // Frames do not arrive in the order in which they were taken.
      frames.sort((a, b) => a.atMs - b.atMs);
      return { folder, frames, lengthMs, highlights };
    },
  };
}
