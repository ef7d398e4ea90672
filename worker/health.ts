import { createServer } from 'node:http';

/** Answers GET /healthz on a separate port: 200 while the worker can reach the services that it needs, otherwise 503 with the problem. */
export async function serveHealth(opts: {
  port: number;
  check(): Promise<Record<string, string>>;
}): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url !== '/healthz') {
      response.writeHead(404).end();
      return;
    }
    opts.check().then(
      (problems) => {
        const ok = Object.keys(problems).length === 0;
        response
          .writeHead(ok ? 200 : 503, { 'content-type': 'application/json' })
          .end(JSON.stringify({ ok, problems }));
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(opts.port, '127.0.0.1', resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
