import { expect, test } from 'playwright/test';
import { openProxy, swapsBehind, WAYS } from '../fixtures/socketlessProxy.ts';

// A page has to load, wait for sockets and give them up, which takes long on a busy machine.
test.describe.configure({ timeout: 240_000 });

test('behind a proxy that answers 400 to a request for a WebSocket, the desk works over HTTP', async ({
  page,
  baseURL,
}) => {
  await swapsBehind(page, new URL(baseURL ?? ''), WAYS['answers 400']);
});

test('the desk names the cause when a proxy holds back the event stream as well', async ({ page, baseURL }) => {
  const proxy = await openProxy(new URL(baseURL ?? ''), WAYS['answers 400'], { holdsStreams: true });
  try {
    await page.goto(proxy.url);
    await expect(page.getByText('Live updates are held back')).toBeVisible({ timeout: 100_000 });
  } finally {
    await proxy.close();
  }
});
