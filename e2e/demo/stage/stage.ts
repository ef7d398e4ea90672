import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserContextOptions, test as base, expect } from 'playwright/test';
import { expectLive } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';
import { showCaption, withoutCaption } from './captions.ts';
import { type DemoEngine, demoEngine } from './demoEngine.ts';
import { type DemoSettings, demoSettings } from './demoSettings.ts';
import { type FilmRecord, startFilm } from './film.ts';
import { pageTrader } from './pageTrader.ts';
import type { Scene } from './scene.ts';

const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** Time to read a caption: to find it, and per character. */
const FIND_MS = 500;
const READ_MS = 26;

/** The results of a chapter for the summary and the film. */
type ChapterRecord = {
  readonly number: number;
  readonly name: string;
  readonly title: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly shown: readonly string[];
  /** Relative to the folder of the run. */
  readonly files: readonly string[];
  readonly film: FilmRecord | null;
};

type Part = { readonly chapter: Chapter; readonly number: number; readonly of: number };

/** Playwright's test with the engine of the demo, one for the whole tour, and a scene for each chapter. */
export const test = base.extend<
  { part: Part | undefined; scene: Scene },
  { engine: DemoEngine; settings: DemoSettings }
>({
  settings: [async ({ browserName: _ }, use) => use(demoSettings()), { scope: 'worker' }],
  engine: [
    async ({ settings }, use) => {
      await using engine = await demoEngine(settings);
      await use(engine);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  part: [undefined, { option: true }],
  scene: async ({ part, engine, settings, browser }, use, testInfo) => {
    if (part === undefined) throw new Error('there is no chapter to play');
    const { chapter, number, of } = part;
    const name = `${String(number).padStart(2, '0')}-${chapter.name}`;
    const inOutput = (...parts: string[]) => path.join(settings.output, ...parts);
    const phone = chapter.phone === true;
    const context = await browser.newContext({
      ...(phone ? PHONE : DESK),
      baseURL: engine.stack.url,
      locale: 'en-US',
      timezoneId: 'UTC',
      acceptDownloads: true,
      // Without a viewer, animations are switched off: drawing them costs more than everything else.
      reducedMotion: settings.film ? 'no-preference' : 'reduce',
    });
    await context.addInitScript(() => {
      localStorage.getItem('oee.preferences') ??
        localStorage.setItem('oee.preferences', JSON.stringify({ hintSeen: true }));
    });
    if (settings.film) await context.tracing.start({ title: chapter.title, snapshots: true });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto('/');
    await expectLive(page);
    // The film starts after the page is drawn completely.
    if (!phone) await expect(page.getByRole('region', { name: 'Chart', exact: true }).getByText(/^O \d/)).toBeVisible();
    await using trader = await pageTrader({ page, url: engine.stack.url });

    const shown: string[] = [];
    const files: string[] = [];
    const picture = async (folder: string, as: string) => {
      await mkdir(inOutput(folder), { recursive: true });
      await page.screenshot({ path: inOutput(folder, `${as}.png`) });
      files.push(path.join(folder, `${as}.png`));
    };
    const pause = (ms: number) => page.waitForTimeout(ms * settings.pace);
    let film: Awaited<ReturnType<typeof startFilm>> | undefined;
    const scene: Scene = {
      page,
      engine,
      trader,
      settings,
      async caption(text, { raised = false } = {}) {
        await showCaption(page, { head: `${number} of ${of} · ${chapter.title}`, text, phone, raised });
        await pause(FIND_MS + READ_MS * text.length);
      },
      pause,
      shown: (what) => shown.push(what),
      picture: (as) => withoutCaption(page, () => picture('pictures', as)),
      highlight: (ms) => film?.highlight(ms),
    };
    await chapter.prepare?.(scene);
    if (settings.film) film = await startFilm({ page, folder: inOutput('.frames', name) });
    const begun = performance.now();
    let record: FilmRecord | null = null;
    try {
      await use(scene);
    } finally {
      const seconds = (performance.now() - begun) / 1000;
      record = (await film?.stop()) ?? null;
      await picture('screenshots', name);
      if (settings.film) {
        await context.tracing.stop({ path: inOutput('traces', `${name}.zip`) });
        files.push(path.join('traces', `${name}.zip`));
      }
      await context.close();
      await engine.chain.restore();
      const ok = testInfo.status === testInfo.expectedStatus;
      const written: ChapterRecord = {
        ...{ number, name: chapter.name, title: chapter.title, ok, seconds, shown, files, film: record },
      };
      await mkdir(inOutput('chapters'), { recursive: true });
      await writeFile(inOutput('chapters', `${name}.json`), JSON.stringify(written));
    }
    expect(errors, 'the page had no error of its own').toEqual([]);
    expect(await engine.audit(), 'the books balance').toEqual([]);
  },
});
