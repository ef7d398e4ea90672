import { expect, test } from 'playwright/test';
import { badge, openProxy, swapsBehind, WAYS } from '../fixtures/socketlessProxy.ts';

test.describe.configure({ timeout: 240_000 });

for (const name of ['answers 200', 'leaves them hanging'] as const)
  test(`behind a proxy that ${name} to a request for a WebSocket, the desk works over HTTP`, async ({
    page,
    baseURL,
  }) => {
    await swapsBehind(page, new URL(baseURL ?? ''), WAYS[name]);
  });

test('five tabs work over HTTP side by side', async ({ context, baseURL }) => {
  const proxy = await openProxy(new URL(baseURL ?? ''), WAYS['answers 400']);
  try {
    // Browsers allow six connections to a host: one is left for requests.
    const pages = await Promise.all(Array.from({ length: 5 }, () => context.newPage()));
    await pages[0]?.goto(proxy.url);
    for (const page of pages) {
      await page.goto(proxy.url);
      await expect(badge(page, 'Live over HTTP')).toBeVisible({ timeout: 100_000 });
    }
  } finally {
    await proxy.close();
  }
});
