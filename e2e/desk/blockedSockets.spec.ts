import { expect, test } from 'playwright/test';
import { openProxy, swapsBehind, WAYS } from '../fixtures/socketlessProxy.ts';

// A page has to load, wait for sockets and give them up: on a busy machine that takes its time.
test.describe.configure({ timeout: 240_000 });

test('behind a proxy that answers 400 where a WebSocket is asked for, the desk lives over HTTP', async ({
  page,
  baseURL,
}) => {
  await swapsBehind(page, new URL(baseURL ?? ''), WAYS['answers 400']);
});

test('a proxy that keeps back the event stream as well is named', async ({ page, baseURL }) => {
  const proxy = await openProxy(new URL(baseURL ?? ''), WAYS['answers 400'], { holdsStreams: true });
  try {
    await page.goto(proxy.url);
    await expect(page.getByText('Live updates are held back')).toBeVisible({ timeout: 100_000 });
  } finally {
    await proxy.close();
  }
});
