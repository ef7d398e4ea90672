import { expect, test } from 'playwright/test';
import { openDesk } from '../fixtures/desk.ts';

test('the desk runs under its policy without a violation, and foreign code does not run', async ({ page }) => {
  const violations: string[] = [];
  await page.exposeFunction('sawViolation', (what: string) => violations.push(what));
  await page.addInitScript(() => {
    const report: unknown = Reflect.get(window, 'sawViolation');
    document.addEventListener('securitypolicyviolation', (event) => {
      if (typeof report === 'function') report(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  const nonces = new Set<string | undefined>();
  page.on('response', async (response) => {
    if (response.request().isNavigationRequest()) {
      nonces.add(/'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1]);
    }
  });
  await openDesk(page);
  await page.reload();
  expect(nonces.size).toBe(2);
  expect(nonces).not.toContain(undefined);
  expect(violations).toEqual([]);

  // Code that an injected text could contain.
  await page.evaluate(() => {
    const box = document.createElement('div');
    box.innerHTML = '<img src="data:," onerror="document.title = \'owned\'"><style>body { display: none }</style>';
    document.body.append(box);
  });
  await expect.poll(() => violations.join(', ')).toMatch(/script-src-attr inline/);
  await expect.poll(() => violations.join(', ')).toMatch(/style-src-elem inline/);
  await expect(page).not.toHaveTitle('owned');
  await expect(page.locator('body')).toBeVisible();
});
