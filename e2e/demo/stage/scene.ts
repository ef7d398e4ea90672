import type { Page } from 'playwright/test';
import type { DemoEngine } from './demoEngine.ts';
import type { DemoSettings } from './demoSettings.ts';
import type { PageTrader } from './pageTrader.ts';

/** The stage of a chapter. */
export type Scene = {
  /** The desk, live, of a new guest with a funded wallet. */
  readonly page: Page;
  readonly engine: DemoEngine;
  readonly trader: PageTrader;
  readonly settings: DemoSettings;
  /** Shows a caption for the time that it takes to read, at the demo's pace. `raised`: above the text at the bottom of the page. */
  caption(text: string, opts?: { raised?: boolean }): Promise<void>;
  /** Leaves the present state on screen for a while, at the demo's pace. */
  pause(ms: number): Promise<void>;
  /** Adds an asserted fact to the summary. */
  shown(what: string): void;
  /** Takes a picture without the caption into the folder `pictures`. */
  picture(name: string): Promise<void>;
  /** Marks the next number of milliseconds for the short clip. */
  highlight(ms: number): void;
};
