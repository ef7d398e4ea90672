import type { Engine } from '../engine.ts';

/** The WebSocket that a call came over. */
export type SocketLine = {
  /** Takes one of the socket's places for subscriptions; the returned function gives it back. Throws EngineError TOO_MANY_REQUESTS. */
  takeSubscription(): () => void;
  /** Resolves when what was sent has left this process, or the socket is closed: what is sent only then can't pile up. */
  drained(): Promise<void>;
};

/** What a procedure knows of its call. Credentials are looked at inside the procedure: a refusal at connection makes clients reconnect in a loop. */
export type CallContext = {
  readonly engine: Engine;
  /** The Cookie header, as it came. */
  readonly cookie: string | undefined;
  /** Undefined over HTTP. */
  readonly line: SocketLine | undefined;
};
