import { request } from 'node:http';
import { connect } from 'node:net';

export type Ask = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** A text is sent unchanged; an object as JSON. */
  body?: string | object;
  /** Sends the body in chunks without its length. */
  chunked?: boolean;
};

export type Told = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The error's code in either form of our errors; undefined when there is none. */
  readonly code: string | undefined;
};

function parsed(text: string): { error?: { code?: string | number; data?: { code?: string } } } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sends a request exactly as given, without the defaults of a client. A body is sent as JSON unless the headers name another type. */
export function ask(base: string, opts: Ask): Promise<Told> {
  const { path, headers = {}, body, chunked = false } = opts;
  const bytes = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const req = request(
      base,
      {
        path,
        method: opts.method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(bytes === undefined ? {} : { 'content-type': 'application/json' }),
          ...(bytes === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(bytes)) }),
          ...headers,
        },
      },
      (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        res.once('end', () => {
          const answer = parsed(text);
          const code = answer?.error?.data?.code ?? answer?.error?.code;
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            text,
            code: code === undefined ? code : String(code),
          });
        });
      },
    );
    req.once('error', reject);
    if (bytes !== undefined && chunked)
      for (let i = 0; i < bytes.length; i += 16_384) req.write(bytes.slice(i, i + 16_384));
    req.end(chunked ? undefined : bytes);
  });
}

/** Writes bytes to the server's port and resolves with all that it receives until the server closes. */
export function askRaw(base: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(bytes));
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
    });
    socket.once('close', () => resolve(text));
    socket.once('error', reject);
  });
}
