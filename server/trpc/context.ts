import type { IncomingMessage } from 'node:http';
import { type Credentials, credentialsOf } from '../auth/credentials.ts';
import type { Engine } from '../engine.ts';
import type { AddressOf } from '../http/clientAddress.ts';

/** The WebSocket or event stream that a call came over. */
export type SocketLine = {
  /**
   * Takes one of the socket's places for subscriptions, and one of the `most` for those of this kind; the returned function frees both. Throws
   * EngineError TOO_MANY_REQUESTS.
   */
  takeSubscription(kind: { readonly name: string; readonly most: number }): () => void;
  /** Collects all messages until the present work is done, and sends them in one write. */
  gather(): void;
  /** Resolves when all sent data has left this process, or the socket is closed. Waiting for it before the next message keeps the buffer small. */
  drained(): Promise<void>;
};

/** The context of a procedure's call. The procedure checks the credentials: a refusal at connection would make clients reconnect in a loop. */
export type CallContext = {
  readonly engine: Engine;
  readonly credentials: Credentials;
  /** The caller's address, for counting. */
  readonly address: string;
  /** Undefined for plain HTTP. */
  readonly line: SocketLine | undefined;
};

/** The context of a call by this request, or over the WebSocket that this request opened; `connectionKey` is the API key of its parameters. */
export function createCallContext(opts: {
  engine: Engine;
  req: IncomingMessage;
  addressOf: AddressOf;
  line?: SocketLine | undefined;
  connectionKey?: string | undefined;
}): CallContext {
  const { engine, req, addressOf, line, connectionKey } = opts;
  const credentials = credentialsOf({ headers: req.headers, connectionKey });
  return { engine, credentials, address: addressOf(req), line };
}
