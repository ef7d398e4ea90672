import { expect, type Page, test } from 'playwright/test';
import { withChain } from '../fixtures/chainSettings.ts';
import { CONFIRMED, confirmSwap, expectLive, openDesk, orderRows, swap } from '../fixtures/desk.ts';

const amount = (page: Page) => page.getByRole('region', { name: 'Swap' }).getByRole('textbox', { name: 'You pay' });

test.describe.configure({ timeout: 240_000 });

/** Storage that refuses access in the ways of browsers. */
const STORAGE = {
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  },
  blocked: () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
    Object.defineProperty(navigator.locks, 'request', {
      value: () => Promise.reject(new DOMException('Access to the Locks API is denied.', 'SecurityError')),
    });
  },
  missing: () => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, { get: () => null });
    }
    Object.defineProperty(navigator, 'locks', { get: () => undefined });
    Object.defineProperty(crypto, 'randomUUID', { value: undefined });
  },
} as const;

for (const [name, spoil] of Object.entries(STORAGE)) {
  test(`with ${name} storage the desk opens, an order is placed and the trader sees that it is not kept`, async ({
    page,
  }) => {
    await page.addInitScript(spoil);
    await openDesk(page);
    await swap(page, { amount: '0.3' });
    await expect(page.getByText('Keep this page open until the order is accepted').first()).toBeVisible();
    await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 60_000 });
  });
}

test('a browser that drops cookies shows a message, and makes no further guests', async ({ page }) => {
  let guests = 0;
  await page.route('**/api/auth/sign-in/anonymous', async (route) => {
    const answer = await route.fetch();
    const headers = answer.headers();
    delete headers['set-cookie'];
    await page.context().clearCookies();
    await route.fulfill({ response: answer, headers });
    await page.context().clearCookies();
    guests += 1;
  });
  await page.goto('/');
  await expect(page.getByRole('alert').filter({ hasText: 'This browser blocks cookies' })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText('The server does not answer')).toHaveCount(0);
  await expect.poll(() => guests).toBe(1);
  // Each attempt is a click of the trader, and makes one guest.
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => guests).toBe(2);
  await expect(page.getByRole('alert').filter({ hasText: 'This browser blocks cookies' })).toBeVisible();
  expect(guests).toBe(2);
  await page.unroute('**/api/auth/sign-in/anonymous');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectLive(page);
});

test('a browser with cookies switched off shows a message before a guest is made', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false }));
  const made: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/sign-in/')) made.push(request.url());
  });
  await page.goto('/');
  await expect(page.getByRole('alert').filter({ hasText: 'This browser blocks cookies' })).toBeVisible({
    timeout: 60_000,
  });
  expect(made).toEqual([]);
});

test('a page at an address that is not allowed names the setting', async ({ page, baseURL }) => {
  const target = new URL(baseURL ?? '');
  // The browser resolves this name to this machine; the engine does not know it.
  target.hostname = 'desk.localhost';
  await page.goto(target.href);
  const alert = page.getByRole('alert').filter({ hasText: 'This address is not allowed' });
  await expect(alert).toContainText(`set PUBLIC_URL to ${target.origin}`, { timeout: 60_000 });
  await expect(page.getByText('The server does not answer')).toHaveCount(0);
});

test('after cookies are cleared in an open page, the trader can start again', async ({ page, context }) => {
  await openDesk(page);
  await amount(page).fill('0.2');
  await page.getByRole('button', { name: 'Review swap' }).click();
  await context.clearCookies();
  await confirmSwap(page);
  await page.getByRole('button', { name: 'Start as a new guest' }).click({ timeout: 60_000 });
  await expectLive(page);
});

for (const [language, languages] of [
  ['en-US@posix', ['en-US@posix']],
  [undefined, undefined],
] as const) {
  test(`the language ${JSON.stringify(language)} does not break the page`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.addInitScript(
      ([one, all]) => {
        Object.defineProperty(Navigator.prototype, 'language', { get: () => one });
        Object.defineProperty(Navigator.prototype, 'languages', { get: () => all });
      },
      [language, languages] as const,
    );
    await openDesk(page);
    await amount(page).fill('1');
    await expect(page.getByRole('button', { name: 'Review swap' })).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test('a pasted or dropped text becomes exactly that amount or none', async ({ page }) => {
  await openDesk(page);
  const put = (type: 'paste' | 'drop', text: string) =>
    amount(page).evaluate(
      (input, [kind, data]) => {
        const transfer = new DataTransfer();
        transfer.setData('text', data);
        const options = { bubbles: true, cancelable: true };
        input.dispatchEvent(
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...options, clipboardData: transfer })
            : new DragEvent('drop', { ...options, dataTransfer: transfer }),
        );
      },
      [type, text] as const,
    );
  for (const type of ['paste', 'drop'] as const) {
    for (const text of ['1\t5', '1\n5', '(5.00)', '1e1', '-5', '1 5']) {
      await put(type, text);
      await expect(
        page.getByRole('button', { name: 'That is not an amount' }),
        `${type} ${JSON.stringify(text)}`,
      ).toBeVisible();
      await expect(amount(page)).not.toHaveValue('15');
    }
    await put(type, '0.02k SOL');
    await expect(amount(page)).toHaveValue('20');
    await expect(page.getByRole('button', { name: 'Review swap' })).toBeVisible();
  }
  await put('paste', '1.5M');
  await expect(amount(page)).toHaveValue('1500000');
  await expect(page.getByRole('button', { name: 'Not enough SOL' })).toBeVisible();
});

test('a token is found by mint, by $BONK and by wSOL', async ({ page }) => {
  await openDesk(page);
  const search = page.getByRole('combobox', { name: 'Search tokens' });
  for (const [typed, symbol] of [
    ['DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263', 'BONK'],
    ['wSOL', 'SOL'],
    ['$BONK', 'BONK'],
  ] as const) {
    await page.getByRole('combobox', { name: /^Token to pay/ }).click();
    await search.fill(typed);
    await expect(page.getByRole('option')).toHaveText([new RegExp(`^${symbol[0]}?${symbol}`)]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: `Token to pay: ${symbol}` })).toBeVisible();
  }
});

test('a half-typed date sends no request', async ({ page }) => {
  await openDesk(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = decodeURIComponent(request.url());
    if (url.includes('orders.list') && url.includes('"from"')) asked.push(url);
  });
  await page.getByRole('button', { name: 'Filters' }).click();
  const from = page.getByLabel('From day');
  // Month, day, and the year digit by digit: 0002, 0020, 0202, 2026.
  await from.focus();
  await page.keyboard.type('01152026');
  await page.keyboard.press('Enter');
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  expect(asked.filter((url) => !url.includes('"from":"2026-01-15'))).toEqual([]);
});

test.describe('with a wrong clock', () => {
  for (const [name, hours] of [
    ['behind', -26],
    ['ahead', 26],
  ] as const) {
    test(`${name}, the page shows that, and "today" and durations are right`, async ({ page }) => {
      await page.addInitScript((shift) => {
        const now = Date.now.bind(Date);
        globalThis.Date = new Proxy(Date, {
          construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now() + shift] : args),
          get: (target, name) => (name === 'now' ? () => now() + shift : Reflect.get(target, name)),
        });
      }, hours * 3_600_000);
      await openDesk(page);
      await expect(page.getByText(`This device’s clock is 26 h ${name}`).first()).toBeVisible({ timeout: 60_000 });
      const row = orderRows(page).first();
      // This order is never answered: it stays unanswered and is sent again, since the click was just now.
      await page.route('**/api/trpc/orders.place*', (route) => route.abort());
      await swap(page, { amount: '0.1' });
      await expect(row).toContainText('No answer yet');
      await withChain(async (set) => {
        await set({ hold_landings: true });
        await page.unroute('**/api/trpc/orders.place*');
        const seconds = async () => Number(/(\d+\.\d) s/.exec(await row.innerText())?.[1]);
        await expect.poll(seconds, { timeout: 60_000 }).toBeGreaterThan(0);
        expect(await seconds()).toBeLessThan(300);
        await expect(row, 'of today, so without a day beside the time').not.toContainText(
          /(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d/,
        );
      });
      await expect(row).toContainText(CONFIRMED, { timeout: 60_000 });
    });
  }

  test('a click from the future is not sent again without a confirmation', async ({ page }) => {
    await openDesk(page);
    await page.route('**/api/trpc/orders.place*', (route) => route.abort());
    await swap(page, { amount: '0.1' });
    await expect(orderRows(page).first()).toContainText('No answer yet');
    // As left by an earlier page whose clock was an hour ahead.
    await page.addInitScript(() => {
      const stored = JSON.parse(localStorage.getItem('oee.placements') ?? '[]') as { clickedAt: number }[];
      const moved = stored.map((one) => ({ ...one, clickedAt: Date.now() + 3_600_000 }));
      localStorage.setItem('oee.placements', JSON.stringify(moved));
    });
    const sent: string[] = [];
    await page.reload();
    page.on('request', (request) => {
      if (request.url().includes('orders.place')) sent.push(request.url());
    });
    await expectLive(page);
    const again = page.getByRole('button', { name: /^Send again/ });
    await expect(again).toBeVisible();
    expect(sent).toEqual([]);
    await page.unroute('**/api/trpc/orders.place*');
    await again.click();
    await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 60_000 });
  });
});
