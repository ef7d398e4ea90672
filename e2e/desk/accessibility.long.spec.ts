import { expect, type Page, test } from 'playwright/test';
import { dismissHint, enterAmount, expectAccessible } from '../fixtures/accessible.ts';
import { CONFIRMED, confirmSwap, expectLive, openDesk, orderRows, showTab, swap } from '../fixtures/desk.ts';

async function wearLook(page: Page, look: string): Promise<void> {
  const { origin } = new URL(page.url());
  await page.context().addCookies([{ name: 'oee.look', value: look, url: origin }]);
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('axe finds nothing on the desk in any of its states, nor on the other pages', async ({ page, context }) => {
  test.slow();
  await openDesk(page);
  await expectAccessible(page, 'first visit');
  await dismissHint(page);
  await enterAmount(page, '25');
  await expectAccessible(page, 'a quote');
  await page.keyboard.press('ControlOrMeta+Enter');
  const confirm = page.getByRole('dialog', { name: 'Review swap' });
  await expect(confirm).toBeVisible();
  await expectAccessible(page, 'the confirm step');
  await confirmSwap(page);
  await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 20_000 });
  await expectAccessible(page, 'an order and its message');

  for (const tab of ['Open', 'Balances', 'Activity'] as const) {
    await showTab(page, tab);
    await expectAccessible(page, `tab ${tab}`);
  }
  await showTab(page, 'History');
  await page.getByRole('button', { name: /Filters/ }).click();
  await expectAccessible(page, 'filters');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Table' }).click();
  await expectAccessible(page, 'the chart as a table');
  await page.getByRole('combobox', { name: /^Token to pay/ }).click();
  await expectAccessible(page, 'the token picker');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await expectAccessible(page, 'the palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Account and settings/ }).click();
  await expectAccessible(page, 'the menu');
  await page.getByRole('menuitem', { name: 'API keys' }).click();
  await expect(page.getByText('No keys yet.')).toBeVisible();
  await expectAccessible(page, 'API keys');
  await page.keyboard.press('Escape');

  await orderRows(page)
    .first()
    .getByRole('button', { name: /^Details/ })
    .click();
  const drawer = page.getByRole('dialog', { name: /^25 SOL to/ });
  await expect(drawer.getByRole('list', { name: 'Instructions' })).toBeVisible();
  await expectAccessible(page, 'the drawer');
  const orderId = new URL(page.url()).searchParams.get('order') ?? '';
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByRole('list', { name: 'Instructions' })).toBeVisible();
  await expectAccessible(page, 'the order’s page');
  await page
    .getByRole('link', { name: /^[1-9A-HJ-NP-Za-km-z]{64,}$/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Summary' })).toBeVisible();
  await expectAccessible(page, 'the transaction’s page');
  await page.goto('/nowhere');
  await expectAccessible(page, 'no such page');
  await page.goto('/api/docs');
  await expectAccessible(page, 'the interface’s page');

  await page.goto('/');
  await expectLive(page);
  await context.setOffline(true);
  await expect(page.getByRole('status', { name: 'Connection: Offline' })).toBeVisible();
  await expectAccessible(page, 'offline');
  await context.setOffline(false);
  await context.clearCookies({ name: /^oee\.session/ });
  await page.reload();
  await expect(page.getByText('This browser no longer has the cookie')).toBeVisible();
  await expectAccessible(page, 'session ended');
});

test('axe finds nothing in the other looks', async ({ page }) => {
  await openDesk(page);
  await dismissHint(page);
  await swap(page, { amount: '1' });
  await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 20_000 });
  for (const look of ['light.classic', 'light.safe', 'dark.safe']) {
    await wearLook(page, look);
    await page.reload();
    await expectLive(page);
    await enterAmount(page, '25');
    await expect(orderRows(page).first()).toContainText(CONFIRMED);
    await expectAccessible(page, `${look}: the desk`);
    await orderRows(page)
      .first()
      .getByRole('button', { name: /^Details/ })
      .click();
    await expect(page.getByRole('dialog').getByRole('list', { name: 'Instructions' })).toBeVisible();
    await expectAccessible(page, `${look}: the drawer`);
    await page.keyboard.press('Escape');
    await expect(page, 'the address no longer names the order').not.toHaveURL(/order=/);
  }
});
