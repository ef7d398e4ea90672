import { expect, test } from 'playwright/test';
import { openDesk, watchForPageErrors } from '../fixtures/desk.ts';

test('the theme is remembered, and the server draws the page in it', async ({ page }) => {
  const errors = watchForPageErrors(page);
  await openDesk(page);
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('t');
  await expect(html).toHaveAttribute('data-theme', 'light');

  await page.getByRole('button', { name: /Account and settings/ }).click();
  const menu = page.getByRole('menu', { name: 'Account and settings' });
  await expect(menu.getByRole('menuitemcheckbox', { name: /^Light theme/ })).toBeChecked();
  await menu.getByRole('menuitemcheckbox', { name: 'Colour-blind-safe colours' }).click();
  await expect(html).toHaveAttribute('data-palette', 'safe');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Account and settings/ })).toBeFocused();

  // The page that the server sends has the final look, so nothing is drawn in another one first.
  const firstHtml = await (await page.request.get('/')).text();
  expect(firstHtml).toMatch(/<html[^>]* data-theme="light" data-palette="safe"/);
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'light');
  expect(await html.evaluate((element) => getComputedStyle(element).colorScheme)).toBe('light');
  expect(errors).toEqual([]);
});

test('the palette finds a command by a word and gives the focus back', async ({ page }) => {
  await openDesk(page);
  const amount = page.getByLabel('You pay');
  await amount.fill('1');
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette).toBeHidden();
  await expect(amount).toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('night');
  await expect(palette.getByRole('option')).toHaveText([/^Switch between dark and light/]);
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(amount).toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('keyboard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('an order is opened from the palette by the beginning of its id', async ({ page }) => {
  await openDesk(page);
  const placed = await page.evaluate(async () => {
    const answer = await fetch('/api/trpc/orders.place', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        idempotencyKey: crypto.randomUUID(),
        type: 'market',
        tokenIn: 'SOL',
        tokenOut: 'USDC',
        amountIn: '1000000',
        slippageBps: 500,
      }),
    });
    return (await answer.json()) as { result?: { data: { orderId: string } } };
  });
  const orderId = placed.result?.data.orderId ?? '';
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  await page.keyboard.insertText(orderId.slice(0, 13));
  await page.getByRole('option', { name: `Open order ${orderId}` }).click();
  await expect(page).toHaveURL(new RegExp(`order=${orderId}`));
});

test('the list of shortcuts has the switch for single keys', async ({ page }) => {
  await openDesk(page);
  await page.keyboard.press('?');
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(shortcuts.getByText('Switch between dark and light')).toBeVisible();
  await shortcuts.getByRole('switch', { name: /Single-key shortcuts/ }).click();
  await page.keyboard.press('Escape');
  await expect(shortcuts).toBeHidden();

  await page.keyboard.press('t');
  await page.keyboard.press('?');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog')).toHaveAccessibleName('Commands');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('parts that are first opened while offline still open', async ({ page, context }) => {
  // Each part is recognised by a sentence of its own.
  const parts = [
    'Switch them off if you speak',
    'simulated chain. Fees and rent are paid by the engine',
    'A key lets a program act for you',
  ].map((sentence) =>
    page.waitForResponse(async (answer) => answer.url().endsWith('.js') && (await answer.text()).includes(sentence)),
  );
  await openDesk(page);
  await Promise.all(parts);
  await context.setOffline(true);
  await expect(page.getByRole('status', { name: 'Connection: Offline' })).toBeVisible();
  await page.getByRole('tab', { name: /^Balances/ }).click();
  await expect(page.getByRole('table', { name: 'Balances' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Account and settings/ }).click();
  await page.getByRole('menuitem', { name: 'API keys' }).click();
  await expect(page.getByRole('dialog', { name: 'API keys' })).toBeVisible();
});

test('a part that can not be fetched shows a message, and the rest of the desk works', async ({ page }) => {
  await page.route(/\.js$/, async (route) => {
    const answer = await route.fetch();
    // The list of shortcuts is recognised by a sentence of its own.
    return (await answer.text()).includes('Switch them off if you speak to your computer')
      ? route.abort()
      : route.fulfill({ response: answer });
  });
  await openDesk(page);
  await page.keyboard.press('?');
  await expect(page.getByText('A part of the page could not be fetched')).toBeVisible();
  await page.getByLabel('You pay').fill('1');
  await expect(page.getByRole('button', { name: 'Review swap' })).toBeVisible();
  // Prefetches that are cancelled when the page closes are no errors.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('single keys are text where text is typed', async ({ page }) => {
  await openDesk(page);
  await page.getByLabel('You pay').focus();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: /Account and settings/ }).focus();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('t');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('the first visit’s hint stays away once dismissed', async ({ page }) => {
  await openDesk(page);
  const hint = page.getByRole('complementary', { name: 'Your first swap' });
  await expect(hint.getByRole('listitem')).toHaveCount(3);
  await hint.getByRole('button', { name: 'Dismiss the hint' }).focus();
  await page.keyboard.press('Enter');
  await expect(hint).toBeHidden();
  await expect(page.getByLabel('You pay')).toBeFocused();
  await openDesk(page);
  // By then the page has loaded the code of the palette, and would have shown the hint.
  await page.waitForLoadState('networkidle');
  await expect(hint).toBeHidden();
});

test('the frame fits a phone, and its menu stays within the screen @phone', async ({ page }) => {
  await openDesk(page);
  const hint = page.getByRole('complementary', { name: 'Your first swap' });
  await hint.getByRole('button', { name: 'Dismiss the hint' }).tap();
  await expect(hint).toBeHidden();
  await page.getByRole('button', { name: /Account and settings/ }).tap();
  const menu = page.getByRole('menu', { name: 'Account and settings' });
  await menu.getByRole('menuitem', { name: /^Search all commands/ }).tap();
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
