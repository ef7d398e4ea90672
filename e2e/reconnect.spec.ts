import { expect, test } from 'playwright/test';
import { CONFIRMED, expectLive, openDesk, orderRows } from './fixtures/desk.ts';

test('a lost connection is shown, and afterwards the page shows what happened meanwhile', async ({ page }) => {
  let allowed = Promise.resolve();
  const drop: (() => void)[] = [];
  await page.routeWebSocket(/\/api\/ws$/, async (socket) => {
    await allowed;
    socket.connectToServer();
    drop.push(() => void socket.close({ code: 1012 }));
  });
  // While requests are answered, a desk without a socket works over HTTP, so the test blocks both.
  await page.route(/\/api\/trpc\/system\.status$/, async (route) => {
    await allowed;
    await route.continue();
  });
  await openDesk(page);
  await expect(page.getByText('No orders yet')).toBeVisible();

  let allow = () => {};
  allowed = new Promise((resolve) => {
    allow = resolve;
  });
  for (const end of drop) end();
  await expect(page.getByRole('status', { name: 'Connection: Reconnecting' })).toBeVisible();
  await page.getByLabel('You pay').fill('1');
  await expect(page.getByRole('button', { name: 'Reconnecting' })).toBeVisible();

  // The same trader acts in another program, with the page's cookie.
  const placed = await page.request.post('/api/trpc/orders.place', {
    data: {
      type: 'market',
      tokenIn: 'SOL',
      tokenOut: 'USDC',
      amountIn: '300000000',
      slippageBps: 100,
      idempotencyKey: crypto.randomUUID(),
    },
  });
  expect(placed.status()).toBe(200);
  const answer: { result: { data: { orderId: string } } } = await placed.json();
  const input = encodeURIComponent(JSON.stringify({ orderId: answer.result.data.orderId }));
  const status = async () => {
    const got = await page.request.get(`/api/trpc/orders.get?input=${input}`);
    const body: { result: { data: { order: { status: string } } } } = await got.json();
    return body.result.data.order.status;
  };
  await expect.poll(status, { timeout: 20_000 }).toBe('confirmed');
  await expect(orderRows(page)).toHaveCount(0);

  allow();
  await expectLive(page);
  await expect(page.getByText('Meanwhile: 1 order confirmed.')).toBeVisible();
  await expect(orderRows(page)).toHaveCount(1);
  await expect(orderRows(page)).toContainText('0.3 SOL');
  await expect(orderRows(page)).toContainText(CONFIRMED);
});

test('a browser that lost its cookie shows that, and makes a new guest only when the trader chooses it', async ({
  page,
  context,
}) => {
  await openDesk(page);
  const wallet = await page.getByRole('button', { name: /paper wallet/ }).getAttribute('title');
  await context.clearCookies();
  await page.reload();
  await expect(page.getByText('Your session has ended')).toHaveCount(2);
  await expect(page.getByRole('status', { name: 'Connection: Session ended' })).toBeVisible();
  await page.getByRole('button', { name: 'Start as a new guest' }).click();
  await expectLive(page);
  await expect(page.getByRole('button', { name: /paper wallet/ })).not.toHaveAttribute('title', wallet ?? '');
});
