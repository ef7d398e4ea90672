import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { eventually, testServer } from '../server/testing/testServer.ts';
import { askRaw } from './testing/ask.ts';
import { EVIL, EXECUTE, rpc } from './testing/requests.ts';

/* Connections of an attacker: silent, slow, or too many. */

const CLIENT_TIMES = { headersMs: 300, requestMs: 900 };
/** Long enough for a busy machine, and far below the minute that Node takes without our checks. */
const WITHIN_MS = 15_000;

/** A connection from one of this machine's own addresses. */
async function dial(url: string, from = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), localAddress: from });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function answerOver(socket: Socket, request: string): Promise<string> {
  socket.write(request);
  const [piece] = await once(socket, 'data', { signal: AbortSignal.timeout(WITHIN_MS) });
  return String(piece);
}

const HEALTH = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';

describe('connections that block others are closed soon', () => {
  it('a silent connection, and one whose request head never ends', async () => {
    await using stack = await testServer({ clientTimes: CLIENT_TIMES });
    const silent = await dial(stack.url);
    const slow = await dial(stack.url);
    slow.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const dripping = setInterval(() => slow.write('X: y\r\n'), 50);
    for (const socket of [silent, slow]) socket.resume();
    await Promise.all(
      [silent, slow].map((socket) => once(socket, 'close', { signal: AbortSignal.timeout(WITHIN_MS) })),
    );
    clearInterval(dripping);
  });

  it('a request whose body never ends, to every handler', async () => {
    await using stack = await testServer({ clientTimes: CLIENT_TIMES });
    const lines = [
      `POST ${rpc('orders.place')}`,
      `POST ${EXECUTE}`,
      'POST /api/auth/sign-in/email',
      'POST /api/auth/nothing',
      'POST /api/orders.csv',
      'GET /api/orders.csv',
      'GET /api/docs',
      'GET /healthz',
      'GET /',
      'PUT /nowhere',
    ];
    const drip = async (line: string, length: string) => {
      const socket = await dial(stack.url);
      socket.write(`${line} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${length}\r\n\r\n`);
      const dripping = setInterval(() => socket.write(length.endsWith('chunked') ? '1\r\n \r\n' : ' '), 50);
      socket.resume();
      await once(socket, 'close', { signal: AbortSignal.timeout(WITHIN_MS) }).catch(() => {
        throw new Error(`${line} with ${length} lived on`);
      });
      clearInterval(dripping);
    };
    await Promise.all(
      lines.flatMap((line) => [drip(line, 'Content-Length: 60000'), drip(line, 'Transfer-Encoding: chunked')]),
    );
  });
});

describe('idle connections', () => {
  it('are kept longer than those of proxies, and longer than the time limits of requests', async () => {
    await using stack = await testServer({ clientTimes: CLIENT_TIMES });
    const socket = await dial(stack.url);
    expect(await answerOver(socket, HEALTH)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*keep-alive: timeout=75/i);
    // Idle for longer than the limits of the head and of the whole request.
    await new Promise((resolve) => setTimeout(resolve, CLIENT_TIMES.requestMs * 2));
    expect(await answerOver(socket, HEALTH)).toMatch(/^HTTP\/1\.1 200 OK/);
    socket.destroy();
  });

  it('are closed after the configured time', async () => {
    await using stack = await testServer({ env: { KEEP_ALIVE_SECONDS: '1' } });
    const socket = await dial(stack.url);
    expect(await answerOver(socket, HEALTH)).toMatch(/keep-alive: timeout=1\r/i);
    await once(socket.resume(), 'close', { signal: AbortSignal.timeout(WITHIN_MS) });
  });

  it('do not delay a stop, and neither do silent ones', async () => {
    const stack = await testServer();
    const used = await dial(stack.url);
    await answerOver(used, HEALTH);
    const silent = await dial(stack.url);
    const closed = Promise.all([used, silent].map((socket) => once(socket.resume(), 'close')));
    const before = performance.now();
    await stack.server.stop({ deadlineMs: 60_000 });
    await closed;
    // The stop did not wait for them until its deadline.
    expect(performance.now() - before).toBeLessThan(55_000);
    await stack[Symbol.asyncDispose]();
  });
});

describe('too many connections', () => {
  const small = { LIMIT_CONNECTIONS: '30', LIMIT_CONNECTIONS_PER_ADDRESS: '10' };

  it.each(['', 'GET / HTTP/1.1\r\nHost: x\r\n', `${HEALTH}${HEALTH}`])(
    'that each send %j do not block other addresses or their own',
    async (said) => {
      await using stack = await testServer({ env: small });
      const neighbour = await dial(stack.url, '127.0.0.3');
      await answerOver(neighbour, HEALTH);
      const flood = await Promise.all(Array.from({ length: 100 }, () => dial(stack.url, '127.0.0.2')));
      let open = flood.length;
      for (const socket of flood) {
        socket.once('close', () => {
          open -= 1;
        });
        socket.resume();
        if (said !== '') socket.write(said);
      }
      await eventually(() => open <= 10, WITHIN_MS);
      expect(open).toBe(10);
      expect(await answerOver(neighbour, HEALTH)).toMatch(/^HTTP\/1\.1 200 OK/);
      expect(await answerOver(await dial(stack.url, '127.0.0.4'), HEALTH)).toMatch(/^HTTP\/1\.1 200 OK/);
      expect(await answerOver(await dial(stack.url, '127.0.0.2'), HEALTH)).toMatch(/^HTTP\/1\.1 200 OK/);
      for (const socket of [...flood, neighbour]) socket.destroy();
    },
  );

  it('from many addresses: those with the most connections lose theirs first', async () => {
    await using stack = await testServer({ env: small });
    const single = await dial(stack.url, '127.0.0.9');
    await answerOver(single, HEALTH);
    const flood: Socket[] = [];
    for (let address = 20; address < 25; address += 1)
      for (let i = 0; i < 10; i += 1) flood.push((await dial(stack.url, `127.0.0.${address}`)).resume());
    expect(await answerOver(single, HEALTH)).toMatch(/^HTTP\/1\.1 200 OK/);
    await eventually(() => flood.filter(({ destroyed }) => !destroyed).length <= 29, WITHIN_MS);
    for (const socket of [...flood, single]) socket.destroy();
  });
});

it('a request for a WebSocket that is pipelined behind another request is refused after that request’s answer', async () => {
  await using stack = await testServer();
  const upgrade = `GET /api/ws HTTP/1.1\r\nHost: x\r\nOrigin: ${EVIL.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  const said = await askRaw(stack.url, `GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n${upgrade}`);
  expect(said).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*HTTP\/1\.1 403 Forbidden/);
});
