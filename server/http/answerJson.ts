import type { ServerResponse } from 'node:http';

/** Answers JSON that no cache keeps. Does nothing when the answer has begun already. */
export function answerJson(opts: {
  res: ServerResponse;
  status: number;
  body: unknown;
  headers?: Record<string, string | string[]>;
}): void {
  const { res, status, body, headers } = opts;
  if (res.headersSent || res.writableEnded) return;
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  });
  res.end(text);
}
