import { expect, test } from 'playwright/test';
import { dismissHint, expectAccessible } from '../fixtures/accessible.ts';
import { CONFIRMED, openDesk, orderRows, swap } from '../fixtures/desk.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('axe finds nothing on a phone @phone', async ({ page }) => {
  await openDesk(page);
  await expectAccessible(page, 'swap');
  await dismissHint(page);
  await page.getByRole('navigation', { name: 'Parts of the desk' }).getByRole('button', { name: 'Chart' }).click();
  await expectAccessible(page, 'chart');
  await page.getByRole('navigation', { name: 'Parts of the desk' }).getByRole('button', { name: 'Swap' }).click();
  await swap(page, { amount: '1' });
  await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 20_000 });
  await expectAccessible(page, 'orders');
  await orderRows(page)
    .first()
    .getByRole('button', { name: /^Details/ })
    .click();
  await expect(page.getByRole('dialog').getByRole('list', { name: 'Timeline' })).toBeVisible();
  await expectAccessible(page, 'the sheet');
});
