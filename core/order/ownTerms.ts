/** The terms that not every kind of order has; null where an order has none. */
export type OwnTerms<Amount> = {
  /** How far below the quote the outcome may be, basis points. */
  readonly slippageBps: number | null;
  /** The minimum output that the trader requested, base units of the output token. */
  readonly requestedMinOut: Amount | null;
};

/** Reads these terms from a request of any kind. */
export function ownTerms<Amount extends bigint | string>(request: {
  readonly tokenOut: string;
  readonly slippageBps?: number | undefined;
  readonly minOut?: Amount | undefined;
}): OwnTerms<Amount> {
  return { slippageBps: request.slippageBps ?? null, requestedMinOut: request.minOut ?? null };
}
