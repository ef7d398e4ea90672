import { expect } from 'playwright/test';
import { CONFIRMED, confirmSwap, orderRows } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';

export const phone: Chapter = {
  name: 'phone',
  title: 'The same desk on a phone',
  phone: true,
  async play({ page, trader, caption, pause, shown, picture, highlight }) {
    await page.getByLabel('You pay').fill('40');
    const review = page.getByRole('button', { name: 'Review swap' });
    await expect(review).toBeInViewport({ ratio: 1 });
    await expect(page.getByText('Best route')).toBeInViewport({ ratio: 1 });
    await picture('phone');
    highlight(1800);
    await caption('Quote, route and button on one screen.');
    await review.tap();
    await pause(700);
    await confirmSwap(page, (confirm) => confirm.tap());
    await expect(page.getByRole('region', { name: 'Orders' })).toBeVisible();
    await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 20_000 });
    const { order } = await trader.over((await trader.newest()).orderId);
    expect(order).toMatchObject({ status: 'confirmed', amountIn: '40000000000' });
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(content, 'nothing sticks out at the side').toBeLessThanOrEqual(screen ?? 0);
    await caption('Sent with a thumb, followed to its end.');
    shown('390 × 844: quote, route and button in sight without scrolling; 40 SOL swapped by touch');
  },
};
