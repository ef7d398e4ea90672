import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Report, Request } from './messages.ts';

/**
 * The process of the subscribers: plain sockets with tRPC's messages, one subscription to `orders.onUpdate` each. It parses every event, compares
 * its number with the previous one, and records its lag.
 */

/** Longer lags are counted as this lag, ms. */
const LONGEST_LAG_MS = 60_000;
/** Subscriptions per socket to its trader's updates: as many as the server allows. */
const SAME_STREAMS = 4;
/** Milliseconds in which a client that starts to read reads all waiting data to the end. */
const CLOSE_HEARD_MS = 5_000;
/** Number of sockets that are opened concurrently. */
const OPENING = 20;

type SeenEvent = { readonly traderSeq: string; readonly status: string; readonly at: string };
type Message = {
  readonly result?: {
    readonly data?: {
      readonly data: { readonly type: string; readonly cursor?: string; readonly events?: SeenEvent[] };
    };
  };
};

/**
 * Steps whose time is that of the transaction that commits them, so that the lag includes the rest of the transaction. `routing` and `building`
 * are committed together with `submitted`, with the time at which their work began.
 */
const TIMED = new Set(['pending', 'submitted', 'confirmed']);

const counted = { since: 0, cpu: process.cpuUsage(), events: 0, messages: 0, characters: 0, gaps: 0 };
let lags = new Uint32Array(LONGEST_LAG_MS + 1);
let closed = 0;
let stalled: WebSocket | undefined;

function begin(): void {
  Object.assign(counted, { since: performance.now(), cpu: process.cpuUsage(), events: 0, messages: 0, characters: 0 });
  counted.gaps = 0;
  lags = new Uint32Array(LONGEST_LAG_MS + 1);
}

async function report(): Promise<Report> {
  const { since, cpu, ...counts } = counted;
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - since) / 1_000;
  const cpuMs = (used.user + used.system) / 1_000;
  return { ...counts, seconds, closed, lags: [...lags], cpuMs, stalledClosed: await wasClosed(stalled) };
}

/** True when the server has closed a client that does not read. The client notices that only when it reads again. */
async function wasClosed(ws: WebSocket | undefined): Promise<boolean> {
  if (ws === undefined) return false;
  const end = new Promise<boolean>((resolve) => ws.once('close', () => resolve(true)));
  ws.resume();
  return Promise.race([end, wait(CLOSE_HEARD_MS, false)]);
}

function open(url: string, cookie: string): WebSocket {
  return new WebSocket(`${url.replace(/^http/, 'ws')}/api/ws`, { headers: { cookie }, perMessageDeflate: false });
}

const subscribeTo = (id: number, lastEventId?: string) =>
  JSON.stringify({ id, method: 'subscription', params: { path: 'orders.onUpdate', input: { lastEventId } } });

/** Resolves once the subscription is connected. */
function subscriber(url: string, cookie: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const ws = open(url, cookie);
    let last = 0n;
    ws.on('open', () => ws.send(subscribeTo(1)));
    ws.on('message', (data) => {
      const now = Date.now();
      const text = String(data);
      if (text === 'PING') return ws.send('PONG');
      const { result }: Message = JSON.parse(text);
      const item = result?.data?.data;
      if (item?.type === 'connected') {
        last = BigInt(item.cursor ?? 0);
        resolve();
      }
      for (const event of item?.events ?? []) {
        const seq = BigInt(event.traderSeq);
        if (seq !== last + 1n) counted.gaps += 1;
        last = seq;
        counted.events += 1;
        if (!TIMED.has(event.status)) continue;
        const lag = Math.min(LONGEST_LAG_MS, Math.max(0, now - Date.parse(event.at)));
        lags[lag] = (lags[lag] ?? 0) + 1;
      }
      counted.messages += 1;
      counted.characters += text.length;
    });
    ws.on('error', reject);
    ws.on('close', (code) => {
      closed += 1;
      reject(new Error(`a subscriber was closed with ${code}`));
    });
  });
}

async function connect({ url, cookies, each }: Extract<Request, { kind: 'connect' }>): Promise<void> {
  const waiting = Array.from({ length: each }, () => cookies).flat();
  await Promise.all(
    Array.from({ length: OPENING }, async () => {
      for (let cookie = waiting.pop(); cookie !== undefined; cookie = waiting.pop()) await subscriber(url, cookie);
    }),
  );
}

/** Resolves when it has sent its request and stopped reading. */
function stall({ url, cookie }: Extract<Request, { kind: 'stall' }>): Promise<void> {
  return new Promise((resolve, reject) => {
    const ws = open(url, cookie);
    stalled = ws;
    ws.on('open', () => {
      for (let id = 1; id <= SAME_STREAMS; id += 1) ws.send(subscribeTo(id, '0'));
      ws.pause();
      resolve();
    });
    ws.on('error', reject);
  });
}

async function answer(request: Request): Promise<Report | undefined> {
  switch (request.kind) {
    case 'connect':
      await connect(request);
      return undefined;
    case 'stall':
      await stall(request);
      return undefined;
    case 'begin':
      begin();
      return undefined;
    case 'report':
      return report();
  }
}

process.on('message', (request: Request) => {
  answer(request).then(
    (report) => process.send?.({ report }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
// The bench ends this process; if the bench is gone, there is nobody to report to.
process.on('disconnect', () => process.exit(0));
