import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createClient } from './createClient.ts';
import { engineAddress } from './engineAddress.ts';
import { EngineClientError } from './engineClientError.ts';
import { guestSession } from './guestSession.ts';

it.each([
  ['https://desk.example', 'https://desk.example'],
  ['https://desk.example/', 'https://desk.example'],
  ['https://desk.example/trading/desk', 'https://desk.example/trading/desk'],
  ['http://localhost:3000/a//', 'http://localhost:3000/a'],
  ['https://desk.example/a%20b?x=1#y', 'https://desk.example/a%20b'],
  ['HTTP://DESK.example:80', 'http://desk.example'],
])('keeps the path of %s', (url, address) => expect(engineAddress(url)).toBe(address));

it('refuses an address with a secret, and does not repeat it', () => {
  const attempt = () => createClient({ url: 'https://trader:s3cret@desk.example/x' });
  expect(attempt).toThrow(/user name or a password/);
  expect(attempt).not.toThrow(/s3cret/);
});

it('sends all requests below the path: calls, sockets and guests', { timeout: 20_000 }, async () => {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(String(req.url));
    res.writeHead(404).end();
  });
  const upgraded = new Promise<string>((resolve) => {
    server.on('upgrade', (req: IncomingMessage, socket) => {
      resolve(String(req.url));
      socket.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/venue/desk/`;
  const engine = createClient({ url });
  await engine.client.market.tokens.query().catch(() => {});
  await guestSession({ url }).catch(() => {});
  engine.client.market.onIndex.subscribe(undefined, {});
  expect(await upgraded).toMatch(/^\/venue\/desk\/api\/ws/);
  await engine.close();
  expect(asked).toEqual([
    expect.stringMatching(/^\/venue\/desk\/api\/trpc\/market\.tokens/),
    '/venue/desk/api/auth/sign-in/anonymous',
  ]);
  await new Promise((resolve) => server.close(resolve));
});

/** A port on which nothing listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it('names an engine that can’t be reached: its address, the cause, and that nothing was sent', async () => {
  const address = `http://127.0.0.1:${await closedPort()}/desk`;
  const engine = createClient({ url: `${address}?token=s3cret`, apiKey: 'oee_s3cret' });
  const order = { type: 'market', tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1', slippageBps: 50 } as const;
  const call = await engine.client.market.tokens.query().catch((error: unknown) => error);
  const wait = await engine.placeAndWait(order, { timeoutMs: 2_000 }).catch((error: unknown) => error);
  for (const error of [call, wait]) {
    expect(error).toBeInstanceOf(EngineClientError);
    expect(error).toMatchObject({ code: 'UNREACHABLE', retryable: true, cause: expect.any(Error) });
    const { message, stack } = error as EngineClientError;
    expect(message).toContain(`The engine at ${address} can’t be reached (ECONNREFUSED). Nothing was sent`);
    expect(String(stack)).not.toContain('s3cret');
  }
  expect((wait as EngineClientError).idempotencyKey).toMatch(/./);
  await expect(guestSession({ url: address })).rejects.toThrow(`${address} can’t be reached (ECONNREFUSED)`);
  const nowhere = createClient({ url: 'http://engine.invalid' });
  const code = await nowhere.client.market.tokens.query().catch((error: EngineClientError) => error.code);
  expect(code).toBe('UNREACHABLE');
});
