import { expect, type Page, test } from 'playwright/test';
import { dismissHint, enterAmount, expectAccessible } from '../fixtures/accessible.ts';
import { CONFIRMED, expectLive, openDesk, orderRows, swap } from '../fixtures/desk.ts';

async function wearLook(page: Page, look: string): Promise<void> {
  const { origin } = new URL(page.url());
  await page.context().addCookies([{ name: 'oee.look', value: look, url: origin }]);
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

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
    await expect(page, 'the address has let go of the order').not.toHaveURL(/order=/);
  }
});
