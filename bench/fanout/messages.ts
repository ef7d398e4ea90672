/** What the bench asks of its process of subscribers, one answer each, in order. */
export type Request =
  /** Opens this many subscribers of each trader, named by their cookies. */
  | { readonly kind: 'connect'; readonly url: string; readonly cookies: readonly string[]; readonly each: number }
  /** Opens a client that asks for its trader's whole past and then reads nothing. */
  | { readonly kind: 'stall'; readonly url: string; readonly cookie: string }
  /** Forgets what was counted so far. */
  | { readonly kind: 'begin' }
  /** What was counted since. */
  | { readonly kind: 'report' };

export type Report = {
  readonly seconds: number;
  /** Events that arrived, and the messages that carried them. */
  readonly events: number;
  readonly messages: number;
  /** Payloads, characters. */
  readonly characters: number;
  /** Events that were left out, came twice or out of order; and subscribers that were closed. Both 0 in a good run. */
  readonly gaps: number;
  readonly closed: number;
  /** From commit to receipt: how many took each whole number of milliseconds. */
  readonly lags: readonly number[];
  /** Processor time of the subscribers' process, ms. */
  readonly cpuMs: number;
  /** True when the server had closed the client that reads nothing. */
  readonly stalledClosed: boolean;
};
