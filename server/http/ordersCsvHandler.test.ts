import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { EngineError } from '../../core/errors/engineError.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createCredentialChanges } from '../auth/credentialChanges.ts';
import { createCredentialWatch } from '../auth/credentialWatch.ts';
import { createOrdersCsvHandler } from './ordersCsvHandler.ts';
import { trustedOriginsOf } from './trustedOrigins.ts';

const order = { ...SAMPLE_ORDER, orderId: 'o'.repeat(2_000) };
const identity = {
  traderId: 't',
  wallet: 'w',
  guest: true,
  name: 'Guest',
  email: null,
  signedInBy: 'session',
  mayTrade: true,
  key: undefined,
  credential: { kind: 'session', id: 's' },
} as const;

/**
 * An endless list: about a megabyte a page. `logOut` ends the session on this server, or, when `elsewhere`, on another one without a notification.
 */
function endlessList() {
  let pages = 0;
  let live = true;
  const credentials = createCredentialChanges();
  const identities = { find: async () => (live ? identity : undefined) };
  const logOut = ({ elsewhere }: { elsewhere: boolean }) => {
    live = false;
    if (!elsewhere) credentials.changed(identity.traderId);
  };
  const handler = createOrdersCsvHandler({
    engine: {
      identities,
      limits: { read: async () => {} },
      history: {
        list: async () => {
          pages += 1;
          return {
            orders: Array.from({ length: 500 }, () => order),
            nextCursor: 'on',
            total: null,
            totalCapped: false,
          };
        },
      },
    },
    trusted: trustedOriginsOf({ publicUrl: 'http://127.0.0.1' }),
    addressOf: () => '127.0.0.1',
    watch: createCredentialWatch({ engine: { identities, credentials } }),
    logger: createLogger({ name: 'test', level: 'fatal', format: 'json' }),
  });
  return { handler, logOut, pages: () => pages };
}

it('reads the next page only as the client reads, and stops when the client disconnects', {
  timeout: 10_000,
}, async () => {
  const list = endlessList();
  const server = createServer();
  const ended = new Promise<void>((resolve, reject) => {
    server.on('request', (req, res) => list.handler(req, res).then(resolve, reject));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const call = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).end();
  const [response] = await once(call, 'response');
  response.on('error', () => {});
  // The client does not read: the buffers of the two sockets fill up, and the count stops.
  for (let before = -1; before !== list.pages(); await delay(50)) before = list.pages();
  expect(list.pages()).toBeLessThan(100);
  call.destroy();
  await ended;
  await new Promise((resolve) => server.close(resolve));
});

it('serves at most four lists of a trader at a time, since each keeps a page in memory while its client reads', async () => {
  const list = endlessList();
  const server = createServer((req, res) => {
    list.handler(req, res).catch((error: unknown) => {
      res.writeHead(error instanceof EngineError ? error.http : 500).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const open = async () => {
    const call = request({ port, host: '127.0.0.1' }).end();
    const [response] = await once(call, 'response');
    response.on('error', () => {});
    return { call, status: response.statusCode };
  };
  const four = await Promise.all([open(), open(), open(), open()]);
  const fifth = await open();
  expect([...four, fifth].map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
  four[0]?.call.destroy();
  let next = await open();
  while (next.status === 429) next = await open();
  expect(next.status).toBe(200);
  for (const { call } of [...four, fifth, next]) call.destroy();
  await new Promise((resolve) => server.close(resolve));
});

it.each([
  ['on this server', false],
  ['on another server', true],
])(
  'is cut off for a slow client and a fast one when the trader logs out %s',
  { timeout: 20_000 },
  async (_, elsewhere) => {
    for (const reads of [true, false]) {
      const list = endlessList();
      const server = createServer();
      const answered = new Promise<void>((resolve, reject) => {
        server.on('request', (req, res) => list.handler(req, res).then(resolve, reject));
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const call = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).end();
      call.on('error', () => {});
      const [response] = await once(call, 'response');
      const cut = new Promise<boolean>((resolve) => {
        response.once('error', () => resolve(!response.complete));
        response.once('close', () => resolve(!response.complete));
      });
      if (reads) response.resume();
      list.logOut({ elsewhere });
      // The list never ends by itself.
      await answered;
      response.resume();
      expect(await cut).toBe(true);
      await new Promise((resolve) => server.close(resolve));
    }
  },
);
