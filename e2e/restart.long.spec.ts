import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'playwright/test';
import { startStack } from '../scripts/stack.mjs';
import { availableOf, CONFIRMED, expectLive, orderRows, showTab, swap } from './fixtures/desk.ts';

const START_MS = 120_000;

test('after a restart of all processes the history is complete, and the open page reconnects by itself', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'oee-restart-'));
  const env = {
    ...(process.env.NEXT_DIST_DIR === undefined ? {} : { NEXT_DIST_DIR: process.env.NEXT_DIST_DIR }),
    SLOT_TIME_MS: '50',
    LOG_LEVEL: 'warn',
  };
  let stack = await startStack({ dataDir, env, timeoutMs: START_MS });
  const context = await browser.newContext({ baseURL: stack.url });
  try {
    const page = await context.newPage();
    await page.goto('/');
    await expectLive(page);
    await swap(page, { amount: '1' });
    await expect(orderRows(page)).toContainText(CONFIRMED, { timeout: 20_000 });
    await showTab(page, 'Balances');
    await expect(availableOf(page, 'USDC')).not.toHaveText('10,000');
    const received = await availableOf(page, 'USDC').textContent();

    await stack.stop();
    await expect(page.getByRole('status', { name: /Connection: (Reconnecting|Offline)/ })).toBeVisible();
    stack = await startStack({ dataDir, env: { ...env, PORT: new URL(stack.url).port }, timeoutMs: START_MS });
    await expectLive(page);

    await page.reload();
    await expectLive(page);
    // The reloaded page opens in its last state.
    await expect(availableOf(page, 'SOL')).toHaveText('99');
    await expect(availableOf(page, 'USDC')).toHaveText(received ?? '');
    await showTab(page, 'History');
    await expect(orderRows(page)).toHaveCount(1);
    await expect(orderRows(page)).toContainText('1 SOL');
    await expect(orderRows(page)).toContainText(CONFIRMED);
    await orderRows(page)
      .getByRole('button', { name: /Details/ })
      .click();
    await expect(page.getByRole('list', { name: 'Timeline' }).getByRole('listitem')).toHaveCount(5);
  } finally {
    await context.close();
    await stack.stop();
    await fs.rm(dataDir, { recursive: true, force: true });
  }
});
