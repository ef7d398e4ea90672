import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, type Page, test } from 'playwright/test';
import example from '../../chain/listing/example.json' with { type: 'json' };
import { startStack } from '../../scripts/stack.mjs';
import { availableOf, CONFIRMED, expectLive, orderRows, showTab, swap } from '../fixtures/desk.ts';

const START_MS = 120_000;

const ticket = (page: Page) => page.getByRole('region', { name: 'Swap' });
const receive = (page: Page) => ticket(page).getByRole('combobox', { name: /^Token to receive/ });

/** The picker's results for a search. */
async function offered(page: Page, name: string) {
  await receive(page).click();
  await page.getByRole('combobox', { name: 'Search tokens' }).fill(name);
  return page.getByRole('option', { name: new RegExp(name) });
}

test('a token that is listed while a page is open appears, is traded, is withdrawn, and its order is still shown', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const { NEXT_DIST_DIR } = process.env;
  const env = { ...(NEXT_DIST_DIR === undefined ? {} : { NEXT_DIST_DIR }), SLOT_TIME_MS: '50', LOG_LEVEL: 'warn' };
  const stack = await startStack({ env, timeoutMs: START_MS });
  const chain = (...words: string[]) =>
    promisify(execFile)('npm', ['run', '--silent', 'chain', '--', ...words], {
      env: { ...process.env, CHAIN_URL: stack.chainUrl, CHAIN_RPC_TOKEN: stack.env.CHAIN_RPC_TOKEN },
    });
  const context = await browser.newContext({ baseURL: stack.url });
  try {
    const page = await context.newPage();
    await page.goto('/');
    await expectLive(page);
    // The text typed into an open list stays while the listing changes.
    const option = await offered(page, 'ORE');
    await expect(page.getByText('No such token is listed.')).toBeVisible();

    const refused = await chain('open', 'package.json').catch((error: { stderr: string }) => error);
    expect(refused.stderr).toContain('Nothing was changed.');
    expect((await chain('open', 'chain/listing/example.json')).stdout).toContain(example.tokens[0]?.mint);
    await expect(option).toBeVisible();
    await option.click();

    await swap(page, { amount: '1' });
    await expect(orderRows(page)).toContainText(CONFIRMED, { timeout: 30_000 });
    await expect(orderRows(page)).toContainText('ORE');
    await showTab(page, 'Balances');
    await expect(availableOf(page, 'ORE')).not.toHaveText('0');

    await chain('withdraw', 'ORE');
    await page.getByLabel('You pay').first().fill('1');
    await expect(ticket(page).getByRole('button', { name: 'No pool trades this pair' })).toBeVisible();
    const request = { json: { tokenIn: 'SOL', tokenOut: 'ORE', amountIn: '1000000000' } };
    const input = encodeURIComponent(JSON.stringify(request.json));
    const answer = await page.request.get(`/api/trpc/quotes.get?input=${input}`);
    expect(await answer.text()).toContain('That token is not listed here.');

    await page.reload();
    await expectLive(page);
    await expect(availableOf(page, 'ORE')).not.toHaveText('0');
    await showTab(page, 'History');
    await expect(orderRows(page)).toContainText('ORE');
    await orderRows(page)
      .getByRole('button', { name: /Details/ })
      .click();
    await expect(page.getByRole('list', { name: 'Timeline' }).getByRole('listitem')).toHaveCount(5);
    await expect(page.getByRole('dialog')).toContainText('ORE');
    await page.keyboard.press('Escape');
    await expect(await offered(page, 'ORE')).toHaveCount(0);
  } finally {
    await context.close();
    await stack.stop();
  }
});
