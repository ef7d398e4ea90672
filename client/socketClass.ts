import NodeWebSocket from 'ws';

type SocketClass = new (url: string | URL, protocols?: string | string[]) => WebSocket;
type SocketClassWithOptions = new (
  url: string | URL,
  protocols: string[],
  options: { headers: Record<string, string>; closeTimeout: number },
) => WebSocket;

/** True in Node and compatible runtimes; a browser's WebSocket accepts no headers and sends the page's cookie by itself. */
const takesHeaders = typeof process !== 'undefined' && process.versions?.node !== undefined;

/** Milliseconds that the other side has to confirm a close. On a dead connection `ws` would wait for half a minute, and so would every resumed subscription. */
const CLOSE_MS = 1_000;

/**
 * The WebSocket class to connect with: the given one, else that of `ws` if headers can be sent, else the platform's own (undefined). The options
 * are built in, since tRPC constructs it with only the URL; the platform's own class ignores them.
 */
export function socketClassOf(opts: { given: unknown; headers: Record<string, string> }): typeof WebSocket | undefined {
  const chosen = opts.given ?? (takesHeaders ? NodeWebSocket : undefined);
  if (chosen === undefined) return undefined;
  const Chosen = chosen as SocketClassWithOptions;
  const WithOptions: SocketClass = class extends Chosen {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols === undefined ? [] : [protocols].flat(), { headers: opts.headers, closeTimeout: CLOSE_MS });
    }
  };
  return WithOptions as typeof WebSocket;
}
