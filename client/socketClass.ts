import NodeWebSocket from 'ws';

type SocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket;
type SocketClassWithOptions = new (
  url: string | URL,
  protocols: string[],
  options: { headers: Record<string, string> },
) => WebSocket;

/** True in Node and what acts like it; a browser's WebSocket takes no headers and sends the page's cookie by itself. */
const takesHeaders = typeof process !== 'undefined' && process.versions?.node !== undefined;

/**
 * The WebSocket class to connect with: the one given, else that of `ws` where headers can be sent, else the platform's own (undefined). The
 * headers are built in, since tRPC constructs it with the URL alone.
 */
export function socketClassOf(opts: { given: unknown; headers: Record<string, string> }): typeof WebSocket | undefined {
  const chosen = opts.given ?? (takesHeaders ? NodeWebSocket : undefined);
  if (chosen === undefined) return undefined;
  const Chosen = chosen as SocketClassWithOptions;
  if (Object.keys(opts.headers).length === 0) return Chosen as unknown as typeof WebSocket;
  const WithHeaders: SocketClass = class extends Chosen {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols === undefined ? [] : [protocols].flat(), { headers: opts.headers });
    }
  };
  return WithHeaders as typeof WebSocket;
}
