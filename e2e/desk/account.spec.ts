import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { expect, type Page, test } from 'playwright/test';
import { base58Encode } from '../../core/transaction/base58.ts';
import { CONFIRMED, expectLive, openDesk, orderRows, swap, watchForPageErrors } from '../fixtures/desk.ts';

async function chooseInMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /Account and settings/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a guest becomes an account, signs out, and finds its orders after signing in again', async ({ page }) => {
  const errors = watchForPageErrors(page);
  const email = `trader-${randomUUID()}@example.com`;
  const password = 'a long enough password';
  await openDesk(page);
  await swap(page, { amount: '0.5' });
  await expect(orderRows(page)).toContainText(CONFIRMED, { timeout: 20_000 });

  await chooseInMenu(page, 'Create an account');
  const create = page.getByRole('dialog', { name: 'Create an account' });
  await create.getByLabel('E-mail').fill(email);
  await create.getByLabel('Password').fill('too short');
  await create.getByRole('button', { name: 'Create the account' }).click();
  await expect(create.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await create.getByLabel('Password').fill(password);
  await create.getByLabel(/^Name on the desk/).fill('Ada');
  await create.getByRole('button', { name: 'Create the account' }).click();
  await expect(create).toBeHidden();
  await expect(page.getByRole('button', { name: /Account and settings/ })).toContainText('Ada');
  await expectLive(page);
  await expect(orderRows(page), 'the guest’s orders are the account’s').toHaveCount(1);

  await chooseInMenu(page, 'Sign out');
  await expect(page.getByText('You are signed out')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Signed out', exact: true })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Connection: Signed out' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Retry/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Start as a new guest' }).click();
  await expectLive(page);
  await expect(page.getByText('No orders yet')).toBeVisible();

  await chooseInMenu(page, 'Sign in');
  const signIn = page.getByRole('dialog', { name: 'Sign in' });
  await signIn.getByLabel('E-mail').fill(email);
  await signIn.getByLabel('Password').fill('not the right password');
  await signIn.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(signIn.getByRole('alert')).toBeVisible();
  await signIn.getByLabel('Password').fill(password);
  await signIn.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(orderRows(page)).toContainText('0.5 SOL');
  await expectLive(page);
  expect(errors).toEqual([]);
});

test('a key is shown once, trades within its scope, and is refused as soon as it is revoked', async ({
  page,
  playwright,
  baseURL,
}) => {
  await openDesk(page);
  await chooseInMenu(page, 'API keys');
  const dialog = page.getByRole('dialog', { name: 'API keys' });
  await expect(dialog.getByRole('link', { name: 'API documentation' })).toHaveAttribute('href', '/api/docs');
  await dialog.getByLabel('Name').fill('market maker');
  await dialog.getByLabel('Scope').selectOption('Read and trade');
  await dialog.getByRole('button', { name: 'Make the key' }).click();
  const secret = await dialog.getByLabel('Your new key').innerText();
  expect(secret).toMatch(/^oee_\S{32,}$/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = dialog.getByRole('listitem').filter({ hasText: 'market maker' });
  await expect(row).toContainText('reads and trades');
  await expect(dialog).not.toContainText(secret);

  const program = await playwright.request.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    extraHTTPHeaders: { 'x-api-key': secret },
  });
  const placed = await program.post('/api/orders/execute', {
    data: {
      type: 'market',
      tokenIn: 'SOL',
      tokenOut: 'USDC',
      amountIn: '250000000',
      slippageBps: 100,
      idempotencyKey: randomUUID(),
    },
  });
  expect(placed.status()).toBe(201);
  await row.getByRole('button', { name: /^Revoke the key/ }).click();
  await row.getByRole('button', { name: /^Revoke now/ }).click();
  await expect(dialog.getByText('No keys yet.')).toBeVisible();
  expect((await program.get('/api/orders')).status()).toBe(401);
  await program.dispose();

  await page.keyboard.press('Escape');
  await expect(orderRows(page), 'the desk shows what the program did').toContainText('0.25 SOL');
});

/** A Solana wallet in the page, like an extension: it registers itself by the wallet standard and signs messages. */
async function installWallet(page: Page): Promise<{ address: string }> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const rawKey = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const address = base58Encode(rawKey);
  await page.exposeFunction('signWithTestWallet', (message: number[]) => [
    ...sign(null, Buffer.from(message), privateKey),
  ]);
  await page.addInitScript(
    ({ address, rawKey }) => {
      type Signer = { signWithTestWallet(message: number[]): Promise<number[]> };
      const account = {
        address,
        publicKey: new Uint8Array(rawKey),
        chains: ['solana:mainnet'],
        features: ['solana:signMessage'],
      };
      const wallet = {
        version: '1.0.0',
        name: 'Test Wallet',
        icon: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=',
        chains: ['solana:mainnet'],
        accounts: [account],
        features: {
          'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
          'solana:signMessage': {
            version: '1.1.0',
            signMessage: async ({ message }: { message: Uint8Array }) => {
              const signature = await (window as unknown as Signer).signWithTestWallet([...message]);
              return [{ signedMessage: message, signature: new Uint8Array(signature) }];
            },
          },
        },
      };
      const register = ({ register }: { register(wallet: unknown): void }) => register(wallet);
      window.addEventListener('wallet-standard:app-ready', (event) => register((event as CustomEvent).detail));
      window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: register }));
    },
    { address, rawKey: [...rawKey] },
  );
  return { address };
}

test('a Solana wallet signs a guest in to an account of its own', async ({ page }) => {
  await installWallet(page);
  await openDesk(page);
  await chooseInMenu(page, 'Sign in');
  const signIn = page.getByRole('dialog', { name: 'Sign in' });
  await signIn.getByRole('button', { name: 'Test Wallet' }).click();
  await expect(signIn).toBeHidden();
  await page.getByRole('button', { name: /Account and settings/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
});
