import { expect, type Locator, type Page, test } from 'playwright/test';
import { dismissHint, expectAccessible } from '../fixtures/accessible.ts';
import { openDesk, orderRows, watchForPageErrors } from '../fixtures/desk.ts';

const ticket = (page: Page, name: string) => page.getByRole('region', { name });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const amount = (page: Page) => page.getByLabel('You pay');
const submit = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const review = (page: Page, noun: string) => page.getByRole('dialog', { name: `Review ${noun}` });

/** The fields of the next request to place an order. */
async function placed(page: Page): Promise<Record<string, unknown>> {
  const request = await page.waitForRequest('**/api/trpc/orders.place*');
  return request.postDataJSON();
}

/** Acts on the button of the confirm step until that is left: prices that stall for a moment disable the button. */
async function untilPlaced(page: Page, noun: string, act: (button: Locator) => Promise<void>): Promise<void> {
  const button = submit(page, `Place ${noun}`);
  await expect(async () => {
    if (await button.isVisible()) await act(button);
    await expect(review(page, noun)).toBeHidden({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
}

/** Far enough from the market that none of them fires while the test runs. */
const KINDS = [
  {
    tab: 'Limit',
    title: 'Limit order',
    noun: 'limit order',
    prices: [['Limit price', '500']],
    says: /^Waits until the whole 2 SOL get at least 1,000 USDC after fees \(500\.00 USDC per SOL\), then swaps\./,
    sends: { type: 'limit', minOut: '1000000000' },
  },
  {
    tab: 'Stop',
    title: 'Stop order',
    noun: 'stop order',
    prices: [['Stop price', '40']],
    says: /^When the mid price falls to 40\.00 USDC for 2 slots in a row, sells 2 SOL at the market/,
    sends: { type: 'stop', stopPrice: { amountIn: '25', amountOut: '1' }, maxSlippageBps: 1_000 },
  },
  {
    tab: 'Take profit',
    title: 'Take profit',
    noun: 'take profit',
    prices: [['Take-profit price', '500']],
    says: /^When the mid price rises to 500\.00 USDC/,
    sends: { type: 'takeProfit', takeProfitPrice: { amountIn: '2', amountOut: '1' }, maxSlippageBps: 100 },
  },
  {
    tab: 'Trailing',
    title: 'Trailing stop',
    noun: 'trailing stop',
    prices: [['Trail', '60']],
    says: /^When the mid price falls 60% below its highest from now on/,
    sends: { type: 'trailingStop', trailBps: 6_000, source: 'mid', confirmSlots: 2 },
  },
  {
    tab: 'OCO',
    title: 'One cancels the other',
    noun: 'OCO order',
    prices: [
      ['Take-profit price', '500'],
      ['Stop price', '40'],
    ],
    says: /Whichever comes first is executed, and the other ends with it\. Expires on/,
    sends: {
      type: 'oco',
      takeProfitPrice: { amountIn: '2', amountOut: '1' },
      stopPrice: { amountIn: '25', amountOut: '1' },
    },
  },
  {
    tab: 'Bracket',
    title: 'Bracket order',
    noun: 'bracket order',
    prices: [
      ['Entry price', '500'],
      ['Take-profit price', '400'],
      ['Stop price', '625'],
    ],
    says: /^Waits until the whole 2 SOL get at least 1,000 USDC (.|\n)*When the mid price falls to 400\.00 USDC for 2 slots in a row, buys SOL with it/,
    sends: {
      type: 'bracket',
      minOut: '1000000000',
      takeProfitPrice: { amountIn: '2', amountOut: '5' },
      stopPrice: { amountIn: '5', amountOut: '8' },
      exitValidForSeconds: 30 * 86_400,
    },
  },
] as const;

/** Fills in the ticket of a kind for 2 SOL. */
async function fillIn(page: Page, kind: (typeof KINDS)[number]): Promise<void> {
  await tab(page, kind.tab).click();
  const form = ticket(page, kind.title);
  await amount(page).fill('2');
  for (const [label, text] of kind.prices) await form.getByLabel(label, { exact: true }).fill(text);
  await expect(form.getByText(kind.says)).toBeVisible();
}

test('each kind of order that rests is placed as it was shown, and waits', async ({ page }) => {
  const errors = watchForPageErrors(page);
  await openDesk(page);
  await dismissHint(page);
  for (const [i, kind] of KINDS.entries()) {
    await fillIn(page, kind);
    await submit(page, `Review ${kind.noun}`).click();
    const dialog = review(page, kind.noun);
    await expect(dialog.getByText(kind.says)).toBeVisible();
    await expect(dialog.getByText(/^Would get now/).locator('..')).toContainText(/\d USDC/);
    const [sent] = await Promise.all([
      placed(page),
      untilPlaced(page, kind.noun, (button) => (i === 0 ? button.dblclick() : button.press('Enter'))),
    ]);
    expect(sent).toMatchObject({ ...kind.sends, amountIn: '2000000000', validForSeconds: 30 * 86_400 });
    await expect(amount(page), 'empty, so that a second click sends nothing').toHaveValue('');
    await expect(orderRows(page), 'one, though the click was double').toHaveCount(i + 1);
    await expect(orderRows(page).first()).toContainText('Waiting');
  }
  await tab(page, 'Market').click();
  await expect(ticket(page, 'Swap')).toBeVisible();
  expect(errors).toEqual([]);
});

test('axe finds nothing in any tab, nor in the confirm step', async ({ page }) => {
  await openDesk(page);
  await dismissHint(page);
  for (const kind of KINDS) {
    await fillIn(page, kind);
    await expectAccessible(page, kind.title);
  }
  await submit(page, 'Review bracket order').click();
  await expect(review(page, 'bracket order')).toBeVisible();
  await expectAccessible(page, 'the confirm step');
});

test('price and total of a limit order follow from each other, in the chart’s direction for both sides', async ({
  page,
}) => {
  await openDesk(page);
  await tab(page, 'Limit').click();
  const form = ticket(page, 'Limit order');
  const price = form.getByLabel('Limit price', { exact: true });
  const total = form.getByLabel('You receive at least');
  await amount(page).fill('3');
  await price.fill('200.5');
  await expect(total).toHaveValue('601.5');
  await total.fill('750.75');
  await expect(price).toHaveValue('250.25');
  await amount(page).fill('1.5');
  await expect(price, 'the typed total stays').toHaveValue('500.5');

  await form.getByRole('button', { name: 'Limit price: the market' }).click();
  await expect(form.getByText(/^(The market is at your price or better|Waits until)/)).toBeVisible();
  await price.fill('100');
  await expect(form.getByText(/^The market is at your price or better: executed at once, at the market/)).toBeVisible();

  await form.getByRole('button', { name: 'Flip the tokens' }).click();
  await expect(price).toHaveValue('');
  await amount(page).fill('1000');
  await price.fill('80');
  await expect(form).toContainText('USDC per SOL');
  await expect(total).toHaveValue('12.5');
  await expect(form.getByText(/^Waits until the whole 1,000 USDC get at least 12\.50 SOL/)).toBeVisible();
});

test('the button says what is missing, and which side of the market is wrong', async ({ page }) => {
  await openDesk(page);
  await tab(page, 'OCO').click();
  const form = ticket(page, 'One cancels the other');
  const [profit, stop] = ['Take-profit price', 'Stop price'].map((name) => form.getByLabel(name, { exact: true }));
  if (profit === undefined || stop === undefined) throw new Error('both prices are asked for');
  await expect(submit(page, 'Enter an amount')).toHaveAttribute('aria-disabled', 'true');
  await amount(page).fill('101');
  await expect(submit(page, 'Not enough SOL')).toBeVisible();
  await amount(page).fill('1');
  for (const [takeProfit, stopPrice, words] of [
    ['', '', 'Enter a take-profit price'],
    ['-1', '40', 'That is not a price'],
    ['40', '30', 'Take profit must be above the market'],
    ['500', '400', 'Stop must be below the market'],
    ['40', '500', 'Take profit must be above the stop'],
    ['500', '40', 'Review OCO order'],
  ] as const) {
    await profit.fill(takeProfit);
    await stop.fill(stopPrice);
    await expect(submit(page, words)).toBeVisible();
  }
  await form.getByText('Advanced').click();
  await form.getByLabel('Worst, stop').fill('60');
  await expect(submit(page, 'Worst price: from 0% to 50%')).toBeVisible();
  await form.getByLabel('Worst, stop').fill('2.5');
  await form.getByRole('group', { name: 'Watches' }).getByRole('button', { name: 'Index' }).click();
  await form.getByLabel('Confirmed by').fill('3');
  await form.getByLabel('Floor').fill('35');
  await expectAccessible(page, 'Advanced');
  await page.getByRole('button', { name: 'One-click' }).click();
  const [sent] = await Promise.all([placed(page), submit(page, 'Place OCO order').click()]);
  expect(sent).toMatchObject({ source: 'index', confirmSlots: 3, stopSlippageBps: 250, minOut: '35000000' });
});

test('a bracket order that buys has its exit around the entry price, and says when it has not', async ({ page }) => {
  await openDesk(page);
  await tab(page, 'Bracket').click();
  const form = ticket(page, 'Bracket order');
  await form.getByRole('button', { name: 'Flip the tokens' }).click();
  await amount(page).fill('1000');
  const [entry, profit, stop] = ['Entry price', 'Take-profit price', 'Stop price'].map((name) =>
    form.getByLabel(name, { exact: true }),
  );
  if (entry === undefined || profit === undefined || stop === undefined) throw new Error('three prices are asked for');
  await entry.fill('50');
  await form.getByRole('button', { name: 'Take-profit price: 10% above the entry price' }).click();
  await expect(profit).toHaveValue('55');
  await form.getByRole('button', { name: 'Stop price: 10% below the entry price' }).click();
  await expect(stop).toHaveValue('45');
  await profit.fill('49');
  await expect(submit(page, 'Take profit must be above the entry price')).toBeVisible();
  await profit.fill('62.5');
  await stop.fill('51');
  await expect(submit(page, 'Stop must be below the entry price')).toBeVisible();
  await stop.fill('40');
  await form.getByText('Advanced, exit').click();
  await form.getByRole('group', { name: 'Exit valid' }).getByRole('button', { name: '7 d' }).click();
  await form.getByRole('group', { name: 'Entry valid' }).getByRole('button', { name: '1 d' }).click();
  await submit(page, 'Review bracket order').click();
  const dialog = review(page, 'bracket order');
  await expect(dialog).toContainText('Exit expires7 days after the execution of the entry');
  await expectAccessible(page, 'the confirm step');
  const [sent] = await Promise.all([placed(page), untilPlaced(page, 'bracket order', (button) => button.click())]);
  expect(sent).toMatchObject({
    type: 'bracket',
    minOut: '20000000000',
    takeProfitPrice: { amountIn: '16', amountOut: '1' },
    stopPrice: { amountIn: '25', amountOut: '1' },
    validForSeconds: 86_400,
    exitValidForSeconds: 7 * 86_400,
  });
  await expect(orderRows(page)).toContainText('Waiting');
});

test('a refused order comes back into its own tab with its price', async ({ page }) => {
  await openDesk(page);
  const text = 'The market has already reached that price.';
  const data = { code: 'TRIGGER_WOULD_FIRE', text, retryable: false, requestId: 'request-1' };
  await page.route('**/api/trpc/orders.place*', (route) =>
    route.fulfill({ status: 409, json: { error: { message: text, code: -32009, data } } }),
  );
  await tab(page, 'Stop').click();
  await amount(page).fill('2');
  await page.getByLabel('Stop price', { exact: true }).fill('40.125');
  await submit(page, 'Review stop order').click();
  await submit(page, 'Place stop order').click();
  await tab(page, 'Limit').click();
  const alert = ticket(page, 'Limit order').getByRole('alert');
  await expect(alert).toContainText(text);
  await alert.getByRole('button', { name: 'Put it back in the ticket' }).click();
  await expect(tab(page, 'Stop')).toHaveAttribute('aria-selected', 'true');
  await expect(amount(page)).toHaveValue('2');
  await expect(page.getByLabel('Stop price', { exact: true })).toHaveValue('40.125');
});

test('a limit order is placed by keyboard alone', async ({ page }) => {
  await openDesk(page);
  await tab(page, 'Market').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tab(page, 'Bracket')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Limit')).toBeFocused();
  await expect(tab(page, 'Limit')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel', { name: 'Limit' }).getByLabel('Limit price', { exact: true })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('a');
    await expect(amount(page)).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('2');
  const price = page.getByLabel('Limit price', { exact: true });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(price).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.type('500');
  await page.keyboard.press('Enter');
  await expect(submit(page, 'Place limit order')).toBeFocused();
  const [sent] = await Promise.all([placed(page), untilPlaced(page, 'limit order', (button) => button.press('Enter'))]);
  expect(sent).toMatchObject({ type: 'limit', minOut: '1000000000' });
  await expect(orderRows(page)).toContainText('Waiting');
});

test('on a phone a stop order is placed, and every tab fits @phone', async ({ page }) => {
  await openDesk(page);
  await dismissHint(page);
  for (const { tab: name } of KINDS) {
    await tab(page, name).tap();
    await expect(tab(page, name)).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, name).toBeLessThanOrEqual(390);
  }
  await tab(page, 'Stop').tap();
  await amount(page).fill('2');
  await page.getByRole('button', { name: 'Stop price: 10% below the market' }).tap();
  const words = page.getByText(/^When the mid price falls to .* and you can cancel at any time\.$/);
  await expect(words, 'visible without scrolling').toBeInViewport({ ratio: 1 });
  await expectAccessible(page, 'a stop order');
  await submit(page, 'Review stop order').tap();
  await expectAccessible(page, 'the confirm step');
  const [sent] = await Promise.all([placed(page), untilPlaced(page, 'stop order', (button) => button.tap())]);
  expect(sent).toMatchObject({ type: 'stop', amountIn: '2000000000' });
  await expect(orderRows(page)).toContainText('Waiting');
});
