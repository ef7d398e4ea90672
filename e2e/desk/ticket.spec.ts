import { expect, type Page, test } from 'playwright/test';
import { withChain } from '../fixtures/chainSettings.ts';
import { confirmSwap, openDesk } from '../fixtures/desk.ts';

const ticket = (page: Page) => page.getByRole('region', { name: 'Swap' });
const amount = (page: Page) => ticket(page).getByRole('textbox', { name: 'You pay' });
const review = (page: Page) => page.getByRole('dialog', { name: 'Review swap' });
const placed = (page: Page) => page.waitForRequest('**/api/trpc/orders.place*');

/** The fields of a request to place an order. */
function orderIn(request: { postDataJSON(): unknown }) {
  return request.postDataJSON() as { amountIn: string; minOut: string; slippageBps: number };
}

async function choosePay(page: Page, name: string): Promise<void> {
  await ticket(page)
    .getByRole('combobox', { name: /^Token to pay/ })
    .click();
  await page.getByRole('combobox', { name: 'Search tokens' }).fill(name);
  await page.keyboard.press('Enter');
}

test('the order that is sent is the one that was shown, and a moved price has to be accepted first', async ({
  page,
}) => {
  await openDesk(page);
  await withChain(async (set) => {
    // Prices move only when this test moves them.
    await set({ volatility_percent: 0, venue_spread_percent: 0 });
    await choosePay(page, 'raydium');
    await amount(page).fill('100');
    let before: string | null = null;
    const rests = async () => {
      const shown = await ticket(page).getByLabel('You receive').textContent();
      const same = shown !== '' && shown === before;
      before = shown;
      return same;
    };
    await expect.poll(rests, { message: 'the market rests', intervals: [2_000], timeout: 30_000 }).toBe(true);

    await ticket(page).getByRole('button', { name: 'Review swap' }).click();
    const dialog = review(page);
    await expect(dialog.getByRole('button', { name: 'Confirm swap' })).toBeVisible();
    await expect(dialog.getByRole('timer', { name: 'Age of the quote' })).toContainText('s old');
    await expect(dialog.getByRole('list', { name: 'Venues compared' }).getByRole('listitem')).toHaveCount(2);

    // With a hundredth of the depth the same amount gives so much less that it exceeds the tolerance.
    await set({ depth_percent: 1 });
    const accept = dialog.getByRole('button', { name: 'Price updated — accept' });
    await expect(accept).toBeVisible({ timeout: 14_000 });
    await expect(dialog.getByRole('button', { name: 'Confirm swap' })).toHaveCount(0);
    const update = dialog.getByRole('status');
    await expect(update).toContainText(/You receivebefore [\d.]+now [\d.]+−[\d.]+ bps/);
    const [, was, now] = /before ([\d.]+)now ([\d.]+)−/.exec((await update.textContent()) ?? '') ?? [];
    expect(Number(now)).toBeLessThan(Number(was));
    await accept.click();

    let minimum: string | null = null;
    const [request] = await Promise.all([
      placed(page),
      confirmSwap(page, async (confirm) => {
        minimum = await dialog
          .getByText(/^Minimum received/)
          .locator('..')
          .textContent();
        await confirm.click();
      }),
    ]);
    const { minOut } = orderIn(request);
    expect(minimum).toBe(`Minimum received${Number(minOut) / 1e6} USDC`);
    // The bound is the accepted price less the slippage of 0.5 %, not the first price.
    expect(Number(minOut) / 1e6 / Number(now)).toBeCloseTo(0.995, 4);
    await expect(dialog).toHaveCount(0);
    await expect(amount(page)).toHaveValue('');
  });
});

test('the larger the price impact, the more confirmation it requires', async ({ page }) => {
  await openDesk(page);
  await withChain(async (set) => {
    await set({ depth_percent: 1 });
    await choosePay(page, 'raydium');
    await amount(page).fill('3000');
    await expect(ticket(page).getByRole('button', { name: 'Price impact above 15%' })).toBeVisible();
    await expect(ticket(page)).toContainText('too high to send');

    await amount(page).fill('500');
    await expect(ticket(page)).toContainText('Noticeable price impact');
    // One-click trading does not skip the confirmation.
    await ticket(page).getByRole('button', { name: 'One-click' }).click();
    await expect(ticket(page).getByRole('button', { name: 'Swap RAY for USDC' })).toBeVisible();

    await amount(page).fill('1250');
    await ticket(page).getByRole('button', { name: 'Review swap' }).click();
    await expect(review(page).getByRole('button', { name: 'Tick the box to go on' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await review(page).getByRole('checkbox').check();
    await expect(review(page).getByRole('button', { name: /Confirm swap|Price updated/ })).toBeVisible();
    await page.keyboard.press('Escape');

    await amount(page).fill('1690');
    await ticket(page).getByRole('button', { name: 'Review swap' }).click();
    const word = review(page).getByRole('textbox', { name: /type IMPACT/ });
    await expect(word).toBeFocused();
    await word.fill('yes');
    await expect(review(page).getByRole('button', { name: 'Type IMPACT to go on' })).toBeVisible();
    await word.fill('impact');
    await expect(review(page).getByRole('button', { name: /Confirm swap|Price updated/ })).toBeVisible();
  });
});

test('slippage has warnings at both ends, is capped and remembered', async ({ page }) => {
  await openDesk(page);
  await ticket(page).getByRole('button', { name: 'Custom' }).click();
  const custom = page.getByLabel('Custom slippage in percent');
  await expect(custom).toBeFocused();
  for (const [text, words] of [
    ['0.05', 'Below 0.1%'],
    ['3.5', 'Above 3%'],
    ['51', 'Enter a percentage up to 50'],
  ] as const) {
    await custom.fill(text);
    await expect(ticket(page).getByRole('status').filter({ hasText: words })).toBeVisible();
  }
  await amount(page).fill('1');
  await expect(ticket(page).getByRole('button', { name: 'Enter a slippage' })).toBeVisible();
  await custom.fill('0.75');
  await page.reload();
  await expect(custom).toHaveValue('0.75');
});

test('one click sends at once where the trader has chosen that', async ({ page }) => {
  await openDesk(page);
  await ticket(page).getByRole('button', { name: 'One-click' }).click();
  await amount(page).fill('0.5');
  const [request] = await Promise.all([
    placed(page),
    ticket(page).getByRole('button', { name: 'Swap SOL for USDC' }).click(),
  ]);
  expect(orderIn(request)).toMatchObject({ amountIn: '500000000', slippageBps: 50 });
});

test('a refusal by the server is shown with the next step', async ({ page }) => {
  await openDesk(page);
  const text = 'Too many requests. Nothing was changed; wait a moment and try again.';
  const data = { code: 'TOO_MANY_REQUESTS', text, retryable: true, requestId: 'request-1', retryAfterSeconds: 30 };
  await page.route('**/api/trpc/orders.place*', (route) =>
    route.fulfill({ status: 429, json: { error: { message: text, code: -32029, data } } }),
  );
  await amount(page).fill('2');
  await page.keyboard.press('Enter');
  await confirmSwap(page, (confirm) => confirm.press('Enter'));
  const alert = ticket(page).getByRole('alert');
  await expect(alert).toContainText(text);
  await alert.getByRole('button', { name: 'Put it back in the ticket' }).click();
  await expect(amount(page)).toHaveValue('2');
});

test('from load to a confirmed swap by keyboard alone', async ({ page }) => {
  await openDesk(page);
  await page.keyboard.press('a');
  await expect(amount(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('m');
  await expect(amount(page)).toHaveValue('100');
  await page.keyboard.press('h');
  await expect(amount(page)).toHaveValue('50');
  await page.keyboard.press('f');
  await expect(ticket(page).getByRole('combobox', { name: 'Token to pay: USDC' })).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.type('15');
  await page.keyboard.press('Control+Enter');
  const confirm = review(page).getByRole('button', { name: /^(Confirm swap|Price updated — accept)$/ });
  await expect(confirm).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(review(page)).toHaveCount(0);
  await expect(amount(page), 'the focus is where it was').toBeFocused();
  await page.keyboard.press('Enter');
  await expect(confirm).toBeFocused();
  await confirmSwap(page, () => page.keyboard.press('Enter'));
  await expect(page.getByText(/confirmed, received|Swapped/i).first()).toBeAttached({ timeout: 20_000 });
  await expect(amount(page)).toBeFocused();
});

test.describe('in Germany', () => {
  test.use({ locale: 'de-DE' });

  test('amounts are read and shown with a comma, pasted ones too', async ({ page }) => {
    await openDesk(page);
    await amount(page).fill('1,5');
    await expect(ticket(page).getByLabel('You receive')).toHaveText(/^\d{3},\d+$/);
    await amount(page).evaluate((input) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', '1.234,5 SOL');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(amount(page)).toHaveValue('1.234,5');
    await expect(ticket(page).getByRole('button', { name: 'Not enough SOL' })).toBeVisible();
    await choosePay(page, 'bonk');
    await ticket(page).getByRole('button', { name: 'Max' }).click();
    await expect(amount(page), 'no exponent').toHaveValue(/^\d+$/);
  });
});
