import type { Browser } from 'playwright';
import { EXPERIENCED, untilLive } from './openDesk.ts';

const CLICKS = 10;

/**
 * Notes how long it takes from a click on the ticket's button, as the browser dates it, until a row that was not there stands in the list of
 * orders and the frame that shows it is done.
 */
const OBSERVE = `
  window.__clickToRow = [];
  const rowKeys = () => new Set([...document.querySelectorAll('[data-key]')].map((row) => row.dataset.key));
  let clickedAt;
  let known = new Set();
  addEventListener('click', (event) => {
    if (event.target.closest('button[type=submit]') === null) return;
    known = rowKeys();
    clickedAt = event.timeStamp;
  }, true);
  new MutationObserver(() => {
    if (clickedAt === undefined || ![...rowKeys()].some((key) => !known.has(key))) return;
    const from = clickedAt;
    clickedAt = undefined;
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => window.__clickToRow.push(performance.now() - from);
      painted.port2.postMessage(undefined);
    });
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-key'] });
`;

/** Milliseconds from click to the pending row on the screen, for ten swaps one after the other. */
export async function measureClickToRow(opts: { browser: Browser; url: string }): Promise<number[]> {
  const context = await opts.browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addInitScript(EXPERIENCED);
    await context.addInitScript(OBSERVE);
    const page = await context.newPage();
    await page.goto(opts.url);
    await untilLive(page);
    for (let click = 1; click <= CLICKS; click++) {
      await page.getByLabel('You pay').fill(`0.${click}`);
      await page.getByRole('button', { name: /^Swap \w+ for \w+$/ }).click();
      await page.waitForFunction((count) => Reflect.get(window, '__clickToRow').length === count, click);
    }
    return await page.evaluate<number[]>('window.__clickToRow');
  } finally {
    await context.close();
  }
}
