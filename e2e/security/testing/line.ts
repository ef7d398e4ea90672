import WebSocket from 'ws';

type Heard = {
  id: number | null;
  error?: { data: { code: string } };
  result?: { type?: string; data?: unknown };
};

/** A WebSocket of an attacker: its received messages, and how it ended. */
export type Line = {
  readonly ws: WebSocket;
  readonly heard: Heard[];
  readonly opened: Promise<void>;
  /** The close code, or the HTTP status of a refused upgrade. */
  readonly ended: Promise<number>;
  send(message: unknown): void;
  /** The next message with this id. */
  answer(id: number): Promise<Heard>;
};

export function openLine(base: string, opts: { path?: string; headers?: Record<string, string> } = {}): Line {
  const ws = new WebSocket(`${base.replace('http', 'ws')}${opts.path ?? '/api/ws'}`, { headers: opts.headers ?? {} });
  const heard: Heard[] = [];
  const waiting = new Map<number, (heard: Heard) => void>();
  ws.on('message', (data) => {
    const message = JSON.parse(String(data)) as Heard;
    heard.push(message);
    if (message.id !== null && message.id !== undefined) waiting.get(message.id)?.(message);
  });
  ws.on('error', () => {});
  return {
    ws,
    heard,
    opened: new Promise((resolve) => ws.once('open', () => resolve())),
    ended: new Promise((resolve) => {
      ws.once('close', resolve);
      ws.once('unexpected-response', (_req, res) => resolve(res.statusCode ?? 0));
    }),
    send: (message) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
    answer: (id) => new Promise((resolve) => waiting.set(id, resolve)),
  };
}
