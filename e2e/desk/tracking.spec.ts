import { expect, type Page, test } from 'playwright/test';
import { ANY_VENUE, openDesk, VENUE_NAMES, watchForPageErrors } from '../fixtures/desk.ts';

type Order = { orderId: string; status: string; signature: string | null };

test.beforeEach(({ page }) =>
  page.addInitScript(() => localStorage.setItem('oee.preferences', JSON.stringify({ oneClick: true, hintSeen: true }))),
);

/** Control over the page's socket: the test can delay the server's messages, and cut and restore the connection. */
async function holdSocket(page: Page) {
  let held: (() => void)[] | undefined;
  let allowed = Promise.resolve();
  let allow = () => {};
  const cuts: (() => void)[] = [];
  await page.routeWebSocket(/\/api\/ws$/, async (socket) => {
    await allowed;
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (held === undefined) socket.send(message);
      else held.push(() => socket.send(message));
    });
    cuts.push(() => void socket.close({ code: 1012 }));
  });
  return {
    hold() {
      held = [];
    },
    release() {
      const waiting = held ?? [];
      held = undefined;
      for (const pass of waiting) pass();
    },
    cut() {
      allowed = new Promise((resolve) => {
        allow = resolve;
      });
      for (const cut of cuts.splice(0)) cut();
    },
    restore: () => allow(),
  };
}

/** The same trader in another program, with the page's cookie. */
async function place(page: Page, change: { minOut?: string } = {}): Promise<string> {
  const placed = await page.request.post('/api/trpc/orders.place', {
    data: {
      type: 'market',
      tokenIn: 'SOL',
      tokenOut: 'USDC',
      amountIn: '2000000000',
      slippageBps: 100,
      idempotencyKey: crypto.randomUUID(),
      ...change,
    },
  });
  const answer: { result: { data: Order } } = await placed.json();
  return answer.result.data.orderId;
}

async function orderOf(page: Page, orderId: string): Promise<Order> {
  const input = encodeURIComponent(JSON.stringify({ orderId }));
  const got = await page.request.get(`/api/trpc/orders.get?input=${input}`);
  const body: { result: { data: { order: Order } } } = await got.json();
  return body.result.data.order;
}

const isOver = (page: Page, orderId: string) =>
  expect.poll(async () => (await orderOf(page, orderId)).status, { timeout: 20_000 }).toMatch(/confirmed|failed/);

/** Parts of the page that are loaded when they are first shown. */
const FETCHED = { timeout: 20_000 };

const toasts = (page: Page) => page.getByRole('region', { name: 'Notifications' }).getByRole('dialog');

test('an order is followed in one message, in its drawer and down to its transaction', async ({ page }) => {
  const errors = watchForPageErrors(page);
  const socket = await holdSocket(page);
  await openDesk(page);
  await page.getByLabel('You pay').fill('1');
  const send = page.getByRole('button', { name: 'Swap SOL for USDC' });
  await expect(send).toBeVisible();
  socket.hold();
  await send.click();
  const toast = toasts(page);
  await expect(toast).toContainText('Swapping 1 SOL to USDC');
  await toast.evaluate((element) => element.setAttribute('data-first', 'yes'));
  socket.release();
  await expect(toast).toContainText(/Received [\d.]+ USDC/, { timeout: 20_000 });
  await expect(toast).toContainText(/1 SOL on .*(as expected|than the expected [\d.]+ USDC)\./);
  await expect(toast, 'it is the same message').toHaveAttribute('data-first', 'yes');
  await expect(toast).toHaveCount(1);

  await toast.getByRole('button', { name: 'Details' }).click();
  const drawer = page.getByRole('dialog', { name: /^1 SOL to [\d.]+ USDC$/ });
  await expect(drawer.getByText('Confirmed').first()).toBeVisible(FETCHED);
  await expect(page).toHaveURL(/\?order=[0-9a-f-]{36}$/);
  const steps = drawer.getByRole('list', { name: 'Timeline' }).getByRole('listitem');
  await expect(steps).toHaveCount(5);
  for (const [i, step] of ['Pending', 'Routing', 'Building', 'Submitted'].entries()) {
    await expect(steps.nth(i)).toContainText(new RegExp(`^${step}.*took [\\d.]+ m?s$`));
  }
  await expect(drawer.getByText(/bps (better|worse)$|exactly as expected/)).toBeVisible();
  await expect(drawer.getByRole('region', { name: 'Quotes at routing' })).toContainText(
    new RegExp(VENUE_NAMES.join('.*')),
  );
  await expect(drawer.getByRole('list', { name: 'Instructions' })).toContainText(
    new RegExp(`Wrap: transfer SOL.*Wrap: sync native.*Swap on (${ANY_VENUE}).*Unwrap: close account`),
  );

  const { signature } = await orderOf(page, new URL(page.url()).searchParams.get('order') ?? '');
  await drawer.getByRole('link', { name: signature ?? '' }).click();
  await expect(page.getByRole('heading', { name: 'Transaction', exact: true })).toBeVisible(FETCHED);
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('Landed', FETCHED);
  // A split over several venues takes longer than a single leg.
  await expect(summary).toContainText(/(?:[89]\d\d|1,[012]\d\d) of at most 1,232 bytes/);
  await expect(summary).toContainText(/Network fee at most0\.0000\d+ SOL/, FETCHED);
  await expect(page.getByRole('row', { name: /Trader’s wallet/ })).toContainText('Signer');
  await expect(page.getByRole('row', { name: /Wallet’s wSOL account/ })).toContainText('Writable');
  await expect(page.getByRole('region', { name: 'Raw bytes, base64' })).toContainText(/[\w+/]{200}/);

  await page.goBack();
  await expect(drawer).toBeVisible(FETCHED);
  await page.goBack();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/\/$/);

  // To close it is to go back in the browser's history: the closed view lies ahead, and no step back is without effect.
  await page.goForward();
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/\/$/);
  await page.goForward();
  await expect(drawer).toBeVisible();
  expect(errors).toEqual([]);
});

test('the connection drops during an order: afterwards its message shows the final status, and another one summarises', async ({
  page,
}) => {
  const socket = await holdSocket(page);
  await openDesk(page);
  let orderId = '';
  await page.route('**/api/trpc/orders.place*', async (route) => {
    const request: object = route.request().postDataJSON();
    const answer = await route.fetch({ postData: JSON.stringify({ ...request, minOut: '99999000000' }) });
    const body: { result: { data: Order } } = await answer.json();
    orderId = body.result.data.orderId;
    await route.fulfill({ response: answer });
  });
  await page.getByLabel('You pay').fill('2');
  const send = page.getByRole('button', { name: 'Swap SOL for USDC' });
  await expect(send).toBeVisible();
  socket.hold();
  await send.click();
  const toast = toasts(page).filter({ hasText: '2 SOL to USDC' });
  await expect(toast).toContainText('Swapping');
  socket.cut();
  socket.release();
  await expect(page.getByRole('status', { name: 'Connection: Reconnecting' })).toBeVisible();
  await isOver(page, orderId);
  await expect(toast).toContainText('Swapping');

  socket.restore();
  await expect(toast).toContainText('Swap of 2 SOL to USDC failed', { timeout: 20_000 });
  await expect(toast).toContainText('your funds were released');
  const back = toasts(page).filter({ hasText: 'Back live' });
  await expect(back).toContainText('Meanwhile: 1 order failed.');
  await back.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/\?tab=history&status=failed$/);
});

test('a failed order is explained by its address, and repeated from there', async ({ page }) => {
  await openDesk(page);
  const orderId = await place(page, { minOut: '99999000000' });
  await page.goto(`/?order=${orderId}`);
  const drawer = page.getByRole('dialog', { name: '2 SOL to USDC' });
  await expect(drawer.getByRole('list', { name: 'Timeline' })).toContainText(
    /Attempt \d (begins in|began after)/,
    FETCHED,
  );
  const why = drawer.getByRole('region', { name: 'Why it failed' });
  await expect(why).toContainText('What happened', { timeout: 20_000 });
  await expect(why).toContainText('No. 2 SOL is free to trade again.');
  await expect(why).toContainText('What to do');
  await expect(why).toContainText(orderId);
  await expect(drawer.getByText('Nothing was signed or sent.')).toBeVisible();
  await expect(toasts(page), 'it was placed elsewhere').toHaveCount(0);
  await drawer.getByRole('button', { name: 'Repeat' }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByLabel('You pay')).toHaveValue('2');

  await page.goto(`/transactions/${'1'.repeat(88)}`);
  await expect(page.getByRole('heading', { name: 'Transaction not found' })).toBeVisible(FETCHED);
});

test('on a phone the order is shown in a sheet from below @phone', async ({ page }) => {
  await openDesk(page);
  const orderId = await place(page);
  await page.goto(`/?order=${orderId}`);
  const sheet = page.getByRole('dialog', { name: /^2 SOL to/ });
  await expect(sheet.getByRole('list', { name: 'Instructions' })).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await sheet.boundingBox())?.width).toBe(390);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL(/\/$/);
});
