import { expect, type Locator, type Page } from 'playwright/test';
import { ANY_VENUE, confirmSwap, orderRows } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';
import { showAtTop } from '../stage/showAtTop.ts';

const STEPS = ['Pending', 'Routing', 'Building', 'Submitted', 'Confirmed'];
const MOST_TABS = 40;

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus did not come to ${target} within ${MOST_TABS} tabs`);
}

/** Counts every use of a pointer from now on. */
async function countPointer(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { pointerUses: number };
    counted.pointerUses = 0;
    window.addEventListener('pointerdown', () => counted.pointerUses++, { capture: true });
  });
  return () => page.evaluate(() => (window as unknown as { pointerUses: number }).pointerUses);
}

export const keyboard: Chapter = {
  name: 'keyboard',
  title: 'A swap without a mouse',
  async play({ page, trader, engine, caption, pause, shown, picture, highlight }) {
    const pointerUses = await countPointer(page);
    await caption('Keys only: A for the amount, Ctrl+Enter to review, Ctrl+Enter to confirm.');
    await page.keyboard.press('a');
    await expect(page.getByLabel('You pay').first()).toBeFocused();
    await page.keyboard.type('2.5', { delay: 90 });
    await expect(page.getByRole('button', { name: 'Review swap' })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByRole('dialog', { name: 'Review swap' })).toBeVisible();
    await pause(700);
    await confirmSwap(page, () => page.keyboard.press('ControlOrMeta+Enter'));
    await expect(orderRows(page).first()).toContainText('2.5 SOL');
    highlight(2000);
    await page.keyboard.press('F6');
    await tabTo(page, page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Details' }));
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: /^2\.5 SOL to/ });
    await expect(drawer).toBeVisible();
    await caption('Each step is committed before it is shown, with its time.');
    const steps = drawer.getByRole('list', { name: 'Timeline' }).getByRole('listitem');
    await expect(steps).toHaveCount(STEPS.length, { timeout: 20_000 });
    for (const [i, step] of STEPS.entries()) await expect(steps.nth(i)).toContainText(step);

    const { order, submissions } = await trader.over((await trader.newest()).orderId);
    expect(order.steps.map(({ status }) => status)).toEqual(STEPS.map((step) => step.toLowerCase()));
    await showAtTop(drawer.getByRole('list', { name: 'Timeline' }));
    await expect(drawer.getByRole('region', { name: 'Quotes at routing' })).toBeInViewport();
    await pause(500);
    await picture('timeline');
    await pause(800);

    const link = drawer.getByRole('link', { name: order.signature ?? 'no signature' });
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Transaction', exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Summary' })).toContainText('Landed');
    const instructions = page.getByRole('list', { name: 'Instructions' });
    await expect(instructions).toContainText(
      new RegExp(`Wrap: transfer SOL.*Wrap: sync native.*Swap on (${ANY_VENUE}).*Unwrap: close account`, 's'),
    );
    await instructions.getByText('Unwrap: close account').scrollIntoViewIfNeeded();
    const [landed] = await engine.owner<{ err: unknown }[]>`
      select err from chain.transactions where signature = ${order.signature}`;
    expect(landed, 'the chain landed this very signature without an error').toMatchObject({ err: null });
    expect(submissions).toHaveLength(1);
    expect(await pointerUses(), 'no pointer was used').toBe(0);
    highlight(1800);
    await caption('Its transaction, decoded: SOL is wrapped, swapped, and the wSOL account closed again.');
    await picture('transaction');
    shown('load to confirmed without a pointer; 5 steps, each with its time');
    shown(`transaction ${order.signature?.slice(0, 8)}… landed once: wrap, sync, swap, close account`);
  },
};
