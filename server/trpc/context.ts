import type { IncomingMessage } from 'node:http';
import { type Credentials, credentialsOf } from '../auth/credentials.ts';
import type { Engine } from '../engine.ts';
import type { AddressOf } from '../http/clientAddress.ts';

/** The WebSocket or event stream that a call came over. */
export type SocketLine = {
  /**
   * Takes one of the socket's places for subscriptions, and one of the `most` for those of this kind; the returned function gives both
   * back. Throws EngineError TOO_MANY_REQUESTS.
   */
  takeSubscription(kind: { readonly name: string; readonly most: number }): () => void;
  /** What is sent from now until the work at hand is done leaves in one write. */
  gather(): void;
  /** Resolves when what was sent has left this process, or the socket is closed: what is sent only then can't pile up. */
  drained(): Promise<void>;
};

/** What a procedure knows of its call. Credentials are looked at inside the procedure: a refusal at connection makes clients reconnect in a loop. */
export type CallContext = {
  readonly engine: Engine;
  readonly credentials: Credentials;
  /** From where the call comes, for counting. */
  readonly address: string;
  /** Undefined for plain HTTP. */
  readonly line: SocketLine | undefined;
};

/** The context of a call that came by this request, or over the WebSocket that this request opened; `connectionKey` is the API key of its parameters. */
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
