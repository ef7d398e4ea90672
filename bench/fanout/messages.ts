/** Messages to the process of subscribers; each gets one answer, in order. */
export type Request =
  /** Opens this many subscribers of each trader, named by their cookies. */
  | { readonly kind: 'connect'; readonly url: string; readonly cookies: readonly string[]; readonly each: number }
  /** Opens a client that asks for its trader's whole past and then reads nothing. */
  | { readonly kind: 'stall'; readonly url: string; readonly cookie: string }
  /** Resets the counts. */
  | { readonly kind: 'begin' }
  /** The counts since the reset. */
  | { readonly kind: 'report' };

export type Report = {
  readonly seconds: number;
  /** Received events, and the messages that contained them. */
  readonly events: number;
  readonly messages: number;
  /** Size of the payloads, characters. */
  readonly characters: number;
  /** Events that were missing, repeated or out of order, and closed subscribers. Both are 0 in a good run. */
  readonly gaps: number;
  readonly closed: number;
  /** Lag from commit to receipt: the number of events by whole milliseconds. */
  readonly lags: readonly number[];
  /** Processor time of the subscribers' process, ms. */
  readonly cpuMs: number;
  /** True when the server has closed the client that reads nothing. */
  readonly stalledClosed: boolean;
};
