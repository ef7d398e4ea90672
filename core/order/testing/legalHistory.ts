import fc from 'fast-check';
import {
  canTransition,
  isFinal,
  MAX_ATTEMPTS,
  ORDER_STATUSES,
  type OrderStatus,
  startsNextAttempt,
} from '../lifecycle.ts';
import type { FillView, OrderEventView, QuotesView } from '../orderView.ts';
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

type Wish = { readonly to: OrderStatus; readonly afterMs: number; readonly backoffMs: number };

function dataOf(
  wish: Wish,
  opts: { isRetry: boolean; seq: number; at: number },
): Pick<OrderEventView, 'status' | 'data'> {
  const { isRetry, seq, at } = opts;
  const signature = `signature ${seq}`;
  const nextRunAt = wish.backoffMs === 0 ? null : new Date(at + wish.backoffMs).toISOString();
  const data = {
    pending: { ...SAMPLE_TERMS, missed: null, nextRunAt },
    routing: { retry: isRetry ? { failure, nextRunAt, quotes: null } : null, fired: null },
    building: quotes,
    submitted: { signature, lastValidBlockHeight: 150 },
    confirmed: { fill: { ...fill, signature, settledAt: new Date(at).toISOString() }, exitOrderId: null },
    failed: { failure, quotes: null },
    cancelled: {},
    expired: { missed: null },
  } satisfies { [S in OrderStatus]: Extract<OrderEventView, { status: S }>['data'] };
  return { status: wish.to, data: data[wish.to] };
}

function historyOf(wishes: readonly Wish[]): OrderEventView[] {
  let status: OrderStatus = 'pending';
  let [attempt, at, seq] = [0, START, 1];
  const event = (wish: Wish, isRetry: boolean) => {
    const base = { orderId: 'o1', seq, traderSeq: String(seq), attempt, at: new Date(at).toISOString() };
    return { ...base, ...dataOf(wish, { isRetry, seq, at }) } as OrderEventView;
  };
  const events = [event({ to: status, afterMs: 0, backoffMs: 0 }, false)];
  for (const wish of wishes) {
    const { to } = wish;
    if (isFinal(status)) break;
    if (!canTransition({ from: status, to })) continue;
    const isRetry = startsNextAttempt({ from: status, to });
    if (isRetry && attempt >= MAX_ATTEMPTS) continue;
    if (to === 'routing') attempt += 1;
    [status, seq, at] = [to, seq + 1, at + wish.afterMs];
    events.push(event(wish, isRetry));
  }
  return events;
}

/** The events of a random legal history of an order, from the first one; often up to a final one. */
export const legalHistory: fc.Arbitrary<readonly OrderEventView[]> = fc
  .array(
    fc.record({
      to: fc.constantFrom(...ORDER_STATUSES),
      afterMs: fc.nat({ max: 5_000 }),
      backoffMs: fc.constantFrom(0, 400, 60_000),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map(historyOf);
