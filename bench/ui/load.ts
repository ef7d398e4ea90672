import type { Browser, BrowserContext } from 'playwright';
import { untilLive } from './openDesk.ts';

export type Load = { readonly largestPaintMs: number; readonly layoutShift: number };

/** What comes later than this after the desk is live is no part of its loading. */
const SETTLING_MS = 1_500;

const OBSERVE = `
  window.__load = { largestPaintMs: 0, layoutShift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__load.largestPaintMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__load.layoutShift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** A first visit with nothing in the cache, then another of the same browser: largest paint and all layout shift until the desk has settled. */
export async function measureLoad(opts: { browser: Browser; url: string }): Promise<{ cold: Load; warm: Load }> {
  const context = await opts.browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addInitScript(OBSERVE);
    const cold = await visit(context, opts.url);
    return { cold, warm: await visit(context, opts.url) };
  } finally {
    await context.close();
  }
}

async function visit(context: BrowserContext, url: string): Promise<Load> {
  const page = await context.newPage();
  await page.goto(url);
  await untilLive(page);
  await page.waitForTimeout(SETTLING_MS);
  const load = await page.evaluate<Load>('window.__load');
  await page.close();
  return load;
}
