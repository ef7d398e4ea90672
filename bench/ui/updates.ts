import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { mainThreadTasks, TASK_CATEGORIES, type Task } from './mainThreadTasks.ts';
import { EXPERIENCED, untilLive } from './openDesk.ts';
import { type TraderClient, traderClient } from './traderOrders.ts';

const ROWS = 1_000;
const ROW_PX = 30;
const IN_FLIGHT = 40;
const SECONDS = 10;
/** An order is told of at each of its steps: accepted, routing, building, submitted, confirmed. */
const UPDATES_PER_ORDER = 5;
const UPDATES_PER_SECOND = 50;
/** A page counts as loaded once it has had no long task for so long. */
const QUIET_MS = 2_000;

export type Updates = {
  readonly rows: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly tasks: readonly Task[];
  /** Share of the time in which the main thread was in a task, waiting included. */
  readonly busyShare: number;
  /** Share of the time in which a core worked on the main thread's tasks. */
  readonly cpuShare: number;
};

const OBSERVE = `
  window.__busyUntil = performance.now();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__busyUntil = Math.max(window.__busyUntil, entry.startTime + entry.duration);
  }).observe({ type: 'longtask' });
`;

/**
 * The main thread of a desk whose history holds 1,000 rows, all loaded, while another client of the same trader places ten real orders a second:
 * 50 updates. Counted are the events that reached the page's socket.
 */
export async function measureUpdates(opts: { browser: Browser; url: string }): Promise<Updates> {
  const context = await opts.browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addInitScript(EXPERIENCED);
    const first = await context.newPage();
    await first.goto(opts.url);
    await untilLive(first);
    const client = await traderClient({ context, url: opts.url });
    // Nobody looks on while the rows are made.
    await first.close();
    await makeRows(client);

    const page = await context.newPage();
    const heard = countEvents(page);
    await page.goto(opts.url);
    await untilLive(page);
    await page.getByRole('tab', { name: /^History/ }).click();
    const rows = await loadAllRows(page);
    await page.evaluate(OBSERVE);
    await page.waitForFunction((ms) => performance.now() - Reflect.get(window, '__busyUntil') > ms, QUIET_MS);

    await opts.browser.startTracing(page, { categories: TASK_CATEGORIES });
    const before = { heard: heard(), at: performance.now() };
    await feed(client);
    const seconds = (performance.now() - before.at) / 1_000;
    const tasks = mainThreadTasks(await opts.browser.stopTracing());
    const total = (of: keyof Task) => tasks.reduce((sum, task) => sum + task[of], 0) / 1_000;
    return {
      rows,
      seconds,
      perSecond: (heard() - before.heard) / seconds,
      tasks,
      busyShare: total('wallMs') / seconds,
      cpuShare: total('cpuMs') / seconds,
    };
  } finally {
    await context.close();
  }
}

async function makeRows(client: TraderClient): Promise<void> {
  let left = ROWS;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (left-- > 0) await client.place();
    }),
  );
  while ((await client.open()) > 0) await sleep(200);
}

/** Scrolls down until every page of the list is loaded, and back to the newest; returns how many rows there are. */
async function loadAllRows(page: Page): Promise<number> {
  const grid = page.getByRole('grid');
  await grid.waitFor();
  const scroller = page.locator('[data-orders-scroller]');
  for (;;) {
    const height = await scroller.evaluate((element) => {
      element.scrollTop = element.scrollHeight;
      return element.scrollHeight;
    });
    if (height >= ROWS * ROW_PX) break;
    await page.waitForFunction((known) => {
      const element = document.querySelector('[data-orders-scroller]');
      return element !== null && element.scrollHeight > known;
    }, height);
  }
  await scroller.evaluate((element) => {
    element.scrollTop = 0;
  });
  return Number(await grid.getAttribute('aria-rowcount')) - 1;
}

/** Counts the order events in what the page's socket receives. */
function countEvents(page: Page): () => number {
  let count = 0;
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      count += String(payload).match(/"traderSeq":/g)?.length ?? 0;
    });
  });
  return () => count;
}

/** Ten orders a second, evenly, for ten seconds. */
async function feed(client: TraderClient): Promise<void> {
  const between = (1_000 * UPDATES_PER_ORDER) / UPDATES_PER_SECOND;
  const begun = performance.now();
  const placed: Promise<void>[] = [];
  for (let order = 0; order * between < SECONDS * 1_000; order++) {
    await sleep(Math.max(0, begun + order * between - performance.now()));
    placed.push(client.place());
  }
  await Promise.all(placed);
}
