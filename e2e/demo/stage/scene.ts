import type { Page } from 'playwright/test';
import type { DemoEngine } from './demoEngine.ts';
import type { DemoSettings } from './demoSettings.ts';
import type { PageTrader } from './pageTrader.ts';

/** What a chapter plays on. */
export type Scene = {
  /** The desk, live, of a new guest with a funded wallet. */
  readonly page: Page;
  readonly engine: DemoEngine;
  readonly trader: PageTrader;
  readonly settings: DemoSettings;
  /** Says it on screen and leaves the time to read it, at the demo's pace. `raised`: above what the page says at its foot. */
  caption(text: string, opts?: { raised?: boolean }): Promise<void>;
  /** Leaves something on screen, at the demo's pace. */
  pause(ms: number): Promise<void>;
  /** Notes for the summary what was asserted before. */
  shown(what: string): void;
  /** Takes a picture without the caption into the folder `pictures`. */
  picture(name: string): Promise<void>;
  /** Marks what comes next for the short clip, so many milliseconds of it. */
  highlight(ms: number): void;
};
