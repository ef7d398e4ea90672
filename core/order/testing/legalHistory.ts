import fc from 'fast-check';
import {
  canTransition,
  isFinal,
  MAX_ATTEMPTS,
  ORDER_STATUSES,
  type OrderStatus,
  startsNextAttempt,
} from '../lifecycle.ts';
import type { FillView, OrderEventView, OrderTerms, QuotesView } from '../orderView.ts';
import { SAMPLE_TERMS } from './sampleOrder.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const { tokenIn: mintIn, tokenOut: mintOut, amountIn } = SAMPLE_TERMS;
const failure = { code: 'SLIPPAGE', message: 'too far', detail: '6005' } as const;
const quotes: QuotesView = {
  slot: 7,
  decision: {
    kind: 'no-route',
    mintIn,
    mintOut,
    amountIn,
    venues: [],
    reason: 'no-pool',
    message: 'nothing joins them',
  },
};
const fill: Omit<FillView, 'signature' | 'settledAt'> = {
  amountIn,
  amountOut: '9',
  legs: [{ venue: 'raydium', pool: 'p', mintIn, mintOut, amountIn, amountOut: '9', fee: '0' }],
  residues: [],
  slot: 9,
};

const rate = { amountIn: '1', amountOut: '3' };
const missed = { ...failure, code: 'NOT_LANDED' } as const;

type Wish = { readonly to: OrderStatus; readonly afterMs: number; readonly backoffMs: number };
type Step = {
  readonly isRetry: boolean;
  /** For a `pending`: an attempt failed before it. */
  readonly hasMissed: boolean;
  readonly seq: number;
  readonly at: number;
  readonly terms: OrderTerms;
};

function dataOf(wish: Wish, { isRetry, hasMissed, seq, at, terms }: Step): Pick<OrderEventView, 'status' | 'data'> {
  const signature = `signature ${seq}`;
  const nextRunAt = wish.backoffMs === 0 ? null : new Date(at + wish.backoffMs).toISOString();
  const evidence = { by: 'limit', slot: seq, source: 'quote', observed: rate, watermark: null } as const;
  const data = {
    pending: hasMissed ? { ...terms, missed, nextRunAt } : { ...terms, missed: null, nextRunAt: null },
    routing: {
      retry: isRetry ? { failure, nextRunAt, quotes: null } : null,
      fired: isRetry || terms.type === 'market' ? null : { ...evidence, quotedOut: '9', minOut: String(seq) },
    },
    building: quotes,
    submitted: { signature, lastValidBlockHeight: 150 },
    confirmed: { fill: { ...fill, signature, settledAt: new Date(at).toISOString() } },
    failed: { failure, quotes: null },
    cancelled: {},
    expired: { missed: null },
  } satisfies { [S in OrderStatus]: Extract<OrderEventView, { status: S }>['data'] };
  return { status: wish.to, data: data[wish.to] };
}

/** A history of a limit order if it `rests`, else of a market order. A step from `pending` to `pending` is an amendment. */
function historyOf({ wishes, rests }: { wishes: readonly Wish[]; rests: boolean }): OrderEventView[] {
  let status: OrderStatus = 'pending';
  let [attempt, left, at, seq] = [0, MAX_ATTEMPTS, START, 1];
  let terms: OrderTerms = rests ? { ...SAMPLE_TERMS, type: 'limit', slippageBps: null } : SAMPLE_TERMS;
  const event = (wish: Wish, opts: { isRetry: boolean; hasMissed: boolean }) => {
    const base = { orderId: 'o1', seq, traderSeq: String(seq), attempt, at: new Date(at).toISOString() };
    return { ...base, ...dataOf(wish, { ...opts, seq, at, terms }) } as OrderEventView;
  };
  const events = [event({ to: status, afterMs: 0, backoffMs: 0 }, { isRetry: false, hasMissed: false })];
  for (const wish of wishes) {
    const { to } = wish;
    if (isFinal(status)) break;
    if (!canTransition({ from: status, to }) || (to === 'pending' && !rests)) continue;
    const isRetry = startsNextAttempt({ from: status, to });
    if (isRetry && left === 0) continue;
    if (to === 'routing') [attempt, left] = [attempt + 1, isRetry ? left - 1 : MAX_ATTEMPTS - 1];
    [seq, at] = [seq + 1, at + wish.afterMs];
    const hasMissed = to === 'pending' && status !== 'pending';
    if (to === 'pending' && !hasMissed) terms = { ...terms, amountIn: String(seq), version: terms.version + 1 };
    status = to;
    const made = event(wish, { isRetry, hasMissed });
    // The bound of the trigger stays the order's while it rests again under the same terms.
    if (made.status === 'routing' && made.data.fired !== null) terms = { ...terms, minOut: made.data.fired.minOut };
    events.push(made);
  }
  return events;
}

/** The events of a random legal history of an order, from the first one; often up to a final one. */
export const legalHistory: fc.Arbitrary<readonly OrderEventView[]> = fc
  .record({
    rests: fc.boolean(),
    wishes: fc.array(
      fc.record({
        to: fc.constantFrom(...ORDER_STATUSES),
        afterMs: fc.nat({ max: 5_000 }),
        backoffMs: fc.constantFrom(0, 400, 60_000),
      }),
      { maxLength: 40, size: 'max' },
    ),
  })
  .map(historyOf);
