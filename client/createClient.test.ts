import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createClient } from './createClient.ts';
import type { EngineClientError } from './engineClientError.ts';

/** The error with which a promise rejects. */
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: EngineClientError) => ({ code: error.code, retryable: error.retryable }),
  );
const ORDER = { type: 'market', tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1', slippageBps: 50 } as const;

it('waits longer before each new connection to a server that closes each socket at once', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const engine = createClient({ url: `http://127.0.0.1:${address.port}` });
  const comes: number[] = [];
  const fourth = new Promise<void>((resolve) => {
    server.on('connection', (socket) => {
      if (comes.push(performance.now()) === 4) resolve();
      socket.once('message', () => socket.close(4429, 'too many connections of this trader'));
    });
  });
  const following = engine.client.market.onIndex.subscribe(undefined, {});
  await fourth;
  following.unsubscribe();
  await engine.close();
  // At least half of 200, 400 and 800 ms.
  expect((comes[3] ?? 0) - (comes[0] ?? 0)).toBeGreaterThan(650);
  await new Promise((resolve) => server.close(resolve));
});

it('refuses at once options that can never be sent, with a clear error', async () => {
  expect(() => createClient({ url: 'localhost:3000' })).toThrow('such as https://desk.example');
  expect(() => createClient({ url: 'ws://localhost:3000' })).toThrow('such as https://desk.example');
  const key = 'oee_sécret\n';
  expect(() => createClient({ url: 'http://localhost:3000', apiKey: `${key}\u0416` })).toThrow(
    'apiKey, cookie and headers must be of characters that a header can carry',
  );
  const engine = createClient({ url: 'http://127.0.0.1:9' });
  const amountIn = 1n as unknown as string;
  expect(await refusalOf(engine.placeAndWait({ ...ORDER, amountIn }))).toEqual({ code: 'NOT_SENT', retryable: false });
});

it('distinguishes a call that timed out from one that its caller aborted', async () => {
  const never: typeof fetch = (_, init) =>
    new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
  const { client } = createClient({ url: 'http://127.0.0.1:9', fetch: never });
  const will = new AbortController();
  const ends = [AbortSignal.timeout(20), will.signal].map((signal) =>
    refusalOf(client.market.tokens.query(undefined, { signal })),
  );
  will.abort();
  expect(await Promise.all(ends)).toEqual([
    { code: 'TIMED_OUT', retryable: true },
    { code: 'ABORTED', retryable: false },
  ]);
});

it('ends all waiting calls when it is closed, each with its own key and without a warning of a leak', async () => {
  const warnings: Error[] = [];
  const noted = (warning: Error) => void warnings.push(warning);
  process.on('warning', noted);
  const engine = createClient({ url: 'http://127.0.0.1:9', fetch: () => new Promise(() => {}) });
  const keys = Array.from({ length: 12 }, (_, at) => `order-${at}`);
  const ends = keys.map((idempotencyKey) =>
    engine.placeAndWait({ ...ORDER, idempotencyKey }).catch((error: EngineClientError) => error.idempotencyKey),
  );
  await engine.close();
  expect(await Promise.all(ends)).toEqual(keys);
  // Warnings are emitted in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', noted);
  expect(warnings).toEqual([]);
});

it('opens no socket again once it is closed', async () => {
  const engine = createClient({ url: 'http://127.0.0.1:9' });
  await engine.close();
  const refused = new Promise((_, reject) => engine.client.market.onIndex.subscribe(undefined, { onError: reject }));
  expect(await refusalOf(refused)).toEqual({ code: 'CLOSED', retryable: false });
});
