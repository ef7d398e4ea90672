/**
 * Every reason for which the engine refuses. `text` is the sentence for the trader: what happened, whether funds moved, what to do. `retryable`
 * tells a program whether the same request may succeed later; `http` is the status of the plain interface.
 */
export const ERRORS = {
  INVALID_REQUEST: { text: 'The request is not valid. Nothing was changed.', retryable: false, http: 400 },
  UNKNOWN_TOKEN: {
    text: 'That token is not listed here. Nothing was changed; choose a listed token.',
    retryable: false,
    http: 400,
  },
  SAME_TOKEN: {
    text: 'A swap needs two different tokens. Nothing was changed; choose another token to receive.',
    retryable: false,
    http: 400,
  },
  INVALID_AMOUNT: {
    text: 'The amount must be a whole number of base units from 1 to 18446744073709551615, as a decimal string. Nothing was changed.',
    retryable: false,
    http: 400,
  },
  UNAUTHENTICATED: {
    text: 'You are not signed in, or your session has ended. Nothing was changed; start a session and try again.',
    retryable: false,
    http: 401,
  },
  ORIGIN_NOT_ALLOWED: {
    text: 'This page was opened under an address that the engine does not know as its own. Nothing was changed; open the desk under its own address, or have its operator set PUBLIC_URL to this one.',
    retryable: false,
    http: 403,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    text: 'Requests are sent as JSON in UTF-8, without compression. Nothing was changed.',
    retryable: false,
    http: 415,
  },
  FORBIDDEN: { text: 'This request is not allowed from here. Nothing was changed.', retryable: false, http: 403 },
  WRONG_CREDENTIALS: {
    text: 'The e-mail address or the password is wrong. You are not signed in; check both and try again.',
    retryable: false,
    http: 401,
  },
  EMAIL_TAKEN: {
    text: 'This e-mail address can’t be used for a new account. Nothing was changed; sign in with it, or use another.',
    retryable: false,
    http: 409,
  },
  KEY_NOT_FOUND: { text: 'There is no such API key. Nothing was changed.', retryable: false, http: 404 },
  ORDER_NOT_FOUND: { text: 'There is no such order.', retryable: false, http: 404 },
  IDEMPOTENCY_CONFLICT: {
    text: 'This idempotency key was already used for a different order. No new order was placed; use a new key.',
    retryable: false,
    http: 409,
  },
  INSUFFICIENT_BALANCE: {
    text: 'Your available balance does not cover this amount. No order was placed and no funds moved; lower the amount or top up.',
    retryable: false,
    http: 422,
  },
  AMOUNT_TOO_SMALL: {
    text: 'The amount is too small: it would buy less than the smallest unit of the token to receive. No order was placed and no funds moved; try a larger amount.',
    retryable: false,
    http: 422,
  },
  NOT_ENOUGH_LIQUIDITY: {
    text: 'The pools do not hold enough to fill the whole amount. No order was placed and no funds moved; try a smaller amount or another pair.',
    retryable: false,
    http: 422,
  },
  NO_POOL: {
    text: 'No pools connect these tokens within three hops. No order was placed and no funds moved; choose another pair.',
    retryable: false,
    http: 422,
  },
  NO_ROUTE: {
    text: 'Every pool for this pair refuses the swap at present. No order was placed and no funds moved; try another amount, another pair, or again later.',
    retryable: false,
    http: 422,
  },
  INTAKE_PAUSED: {
    text: 'New orders are paused for maintenance. No order was placed and no funds moved; accepted orders continue. Try again soon.',
    retryable: true,
    http: 503,
  },
  MARKET_UNAVAILABLE: {
    text: 'There are no current prices right now. No order was placed and no funds moved; try again in a few seconds.',
    retryable: true,
    http: 503,
  },
  UNAVAILABLE: {
    text: 'The engine cannot reach its database. If you placed an order, send it again with the same idempotency key: it will not be placed twice.',
    retryable: true,
    http: 503,
  },
  CHAIN_CHANGED: {
    text: 'The chain that the engine trades on was replaced, and its operator has not confirmed the new one yet. No order was placed and no funds moved; try again later.',
    retryable: true,
    http: 503,
  },
  WRONG_WALLET: {
    text: 'The engine does not hold the key of your wallet. The swap was not executed and your funds were released; contact us.',
    retryable: false,
    http: 422,
  },
  SLIPPAGE: {
    text: 'The price moved beyond your minimum. The swap was not executed and your funds were released; allow more slippage or try again.',
    retryable: true,
    http: 422,
  },
  PRICE_MOVED: {
    text: 'The price moved too far between the quote and the chain. The swap was not executed and your funds were released; try again.',
    retryable: true,
    http: 422,
  },
  CHAIN_REFUSED: {
    text: 'The chain refused the swap. It was not executed and your funds were released; try again, and contact us if it happens again.',
    retryable: true,
    http: 422,
  },
  INTERRUPTED: {
    text: 'The engine was interrupted during this attempt. Nothing was executed in it; the engine tries again by itself.',
    retryable: true,
    http: 422,
  },
  NOT_LANDED: {
    text: 'The transaction did not land on the chain in time. Nothing was executed in this attempt; the engine tries again by itself.',
    retryable: true,
    http: 422,
  },
  ATTEMPTS_EXHAUSTED: {
    text: 'The swap could not be completed in 3 attempts. It was not executed and your funds were released; try again.',
    retryable: true,
    http: 422,
  },
  EXPIRED: {
    text: 'The order was not executed before it expired. Your funds were released; place it again if you still want it.',
    retryable: true,
    http: 422,
  },
  TRIGGER_WOULD_FIRE: {
    text: 'The trigger is on the wrong side of the market: it would fire at once. No order was placed and no funds moved; choose a price on the other side, or place a market order.',
    retryable: false,
    http: 422,
  },
  TP_NOT_ABOVE_SL: {
    text: 'The take profit has to be above the stop. No order was placed and no funds moved; check both prices.',
    retryable: false,
    http: 422,
  },
  TOO_MANY_OPEN_ORDERS: {
    text: 'You have as many waiting orders as one trader may have. No order was placed and no funds moved; cancel one that you no longer want.',
    retryable: false,
    http: 422,
  },
  VERSION_CONFLICT: {
    text: 'The order was changed meanwhile. This change was not made; look at its present terms and try again.',
    retryable: false,
    http: 409,
  },
  NOT_AMENDABLE: {
    text: 'Only an order that waits for its price can be changed. Nothing was changed.',
    retryable: false,
    http: 422,
  },
  TOO_LATE: {
    text: 'The order is being executed or has ended, so it can no longer be changed. Nothing was changed.',
    retryable: false,
    http: 409,
  },
  CANCEL_UNDECIDED: {
    text: 'The chain has not said yet whether your swap was executed. Your cancellation is recorded: no new attempt begins, and the order ends by itself. Ask again in a few seconds.',
    retryable: true,
    http: 503,
  },
  TOO_MANY_REQUESTS: {
    text: 'Too many requests. Nothing was changed; wait a moment and try again.',
    retryable: true,
    http: 429,
  },
  INTERNAL: {
    text: 'Something failed on our side. If you placed an order, send it again with the same idempotency key: it will not be placed twice.',
    retryable: true,
    http: 500,
  },
} as const satisfies Record<string, { text: string; retryable: boolean; http: number }>;

export type ErrorCode = keyof typeof ERRORS;

/** The codes that an order's failure can carry. */
export const FAILURE_CODES = [
  'SLIPPAGE',
  'INSUFFICIENT_BALANCE',
  'AMOUNT_TOO_SMALL',
  'NOT_ENOUGH_LIQUIDITY',
  'NO_POOL',
  'NO_ROUTE',
  'PRICE_MOVED',
  'CHAIN_REFUSED',
  'INTERRUPTED',
  'NOT_LANDED',
  'ATTEMPTS_EXHAUSTED',
  'EXPIRED',
  'CHAIN_CHANGED',
  'WRONG_WALLET',
] as const satisfies readonly ErrorCode[];
export type FailureCode = (typeof FAILURE_CODES)[number];

/** The one error that application code throws. `message` is for the log; `text` is for the trader and never contains internal information. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: ErrorCode;
  readonly text: string;
  /** Seconds after which the same request may be accepted; undefined when waiting does not help. */
  readonly retryAfterSeconds: number | undefined;
  constructor(opts: { code: ErrorCode; text?: string; detail?: string; cause?: unknown; retryAfterSeconds?: number }) {
    super(opts.detail ?? opts.text ?? ERRORS[opts.code].text, { cause: opts.cause });
    this.code = opts.code;
    this.text = opts.text ?? ERRORS[opts.code].text;
    this.retryAfterSeconds = opts.retryAfterSeconds;
  }
  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
  get http(): number {
    return ERRORS[this.code].http;
  }
}
