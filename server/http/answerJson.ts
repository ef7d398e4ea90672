import type { ServerResponse } from 'node:http';

type Answer = { res: ServerResponse; status: number; headers?: Record<string, string | string[]> };

/** Answers JSON that no cache keeps. Does nothing when the answer has begun already. */
export function answerJson(opts: Answer & { body: unknown }): void {
  const { body, ...answer } = opts;
  answerText({ ...answer, text: JSON.stringify(body) });
}

/** The same, given the JSON as text. */
export function answerText(opts: Answer & { text: string }): void {
  const { res, status, text, headers } = opts;
  if (res.headersSent || res.writableEnded) return;
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  });
  res.end(text);
}
