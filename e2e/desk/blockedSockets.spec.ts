import { createServer, request as forward, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { expect, type Page, test } from 'playwright/test';
import { CONFIRMED, orderRows, swap } from '../fixtures/desk.ts';

/** How a proxy keeps WebSockets out. */
const WAYS = {
  'answers 400': (socket: Socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'),
  'answers 200': (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok'),
  'leaves them hanging': () => undefined,
} as const;

/** A proxy on loopback that passes requests on as they are, answers unbuffered, and no WebSocket. */
async function openProxy(target: URL, refuse: (socket: Socket) => unknown, opts: { holdsStreams?: boolean } = {}) {
  const sockets = new Set<Socket>();
  const proxy: Server = createServer((req, res) => {
    // The engine knows itself by its own name: what a proxy of its operator keeps up.
    const headers = { ...req.headers, host: target.host };
    if (req.headers.origin !== undefined) headers.origin = target.origin;
    const onward = forward(
      { host: target.hostname, port: target.port, method: req.method, path: req.url, headers },
      (answer) => {
        if (opts.holdsStreams && answer.headers['content-type']?.includes('event-stream')) {
          answer.resume();
          return;
        }
        res.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(res);
        res.on('close', () => answer.destroy());
      },
    );
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  proxy.on('upgrade', (_req, socket) => {
    socket.on('error', () => undefined);
    refuse(socket as Socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

// A page has to load, wait for sockets and give them up: on a busy machine that takes its time.
test.describe.configure({ timeout: 240_000 });

const badge = (page: Page, words: string) => page.getByRole('status', { name: `Connection: ${words}`, exact: true });

for (const [name, refuse] of Object.entries(WAYS)) {
  test(`behind a proxy that ${name} where a WebSocket is asked for, the desk lives over HTTP`, async ({
    page,
    baseURL,
  }) => {
    const proxy = await openProxy(new URL(baseURL ?? ''), refuse);
    try {
      await page.goto(proxy.url);
      await expect(badge(page, 'Live over HTTP')).toBeVisible({ timeout: 100_000 });
      await swap(page, { amount: '0.4' });
      await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 20_000 });
    } finally {
      await proxy.close();
    }
  });
}

test('a proxy that keeps back the event stream as well is named', async ({ page, baseURL }) => {
  const proxy = await openProxy(new URL(baseURL ?? ''), WAYS['answers 400'], { holdsStreams: true });
  try {
    await page.goto(proxy.url);
    await expect(page.getByText('Live updates are held back')).toBeVisible({ timeout: 100_000 });
  } finally {
    await proxy.close();
  }
});

test('five tabs live over HTTP beside one another', async ({ context, baseURL }) => {
  const proxy = await openProxy(new URL(baseURL ?? ''), WAYS['answers 400']);
  try {
    // Browsers hold six connections to a host: one is left for requests.
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
