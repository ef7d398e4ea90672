import { formatAmount } from '../../core/amounts/format.ts';
import type { OrderStatus } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { comparedQuote } from '../../core/order/realisedSlippage.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { countShown, toneOfMany } from '../navigation/shownOrders.ts';
import { paidText, receivedText, swapText } from '../order/orderOutcome.ts';
import { attemptText, STATUS_WORDS } from '../order/statusWords.ts';
import { realisedOf } from '../orderPage/expectation.ts';
import { slippageWords } from '../orderPage/slippageWords.ts';
import { expiredText, waitingText } from '../resting/restingWords.ts';
import { isResting, KIND_WORDS } from '../resting/rests.ts';
import { clockTime, dayText } from '../ui/instant.ts';
import type { ToastMessage } from '../ui/toastQueue.ts';
import { venueNames } from '../ui/venueLook.ts';

/** How long a final message stays: a failure takes longer to read. */
const CONFIRMED_MS = 8_000;
const FAILED_MS = 20_000;

/** Segments of the progress bar: pending, routing, building, submitted, confirmed. */
const STEPS = 5;
/** More segments would be too narrow. */
const MAX_SEGMENTS = 12;
const DONE: Record<OrderStatus, number> = {
  pending: 1,
  routing: 2,
  building: 3,
  submitted: 4,
  confirmed: 5,
  failed: 5,
  cancelled: 5,
  expired: 5,
};

/** The text of an order's message for its present status. */
export function orderToast(order: OrderView, locale: string): ToastMessage {
  const progress = { done: DONE[order.status], of: STEPS };
  if (order.failure !== null) {
    const title = `Swap of ${swapText(order, locale)} failed`;
    return { title, description: order.failure.message, tone: 'bad', progress: undefined, timeout: FAILED_MS };
  }
  if (order.status === 'cancelled') {
    return {
      title: `Cancelled ${swapText(order, locale)}`,
      description: 'Nothing was executed; the held amount is free again.',
      tone: 'note',
      progress: undefined,
      timeout: CONFIRMED_MS,
    };
  }
  if (order.status === 'expired') {
    return {
      title: `Expired: ${swapText(order, locale)}`,
      description: expiredText(undefined),
      tone: 'note',
      progress: undefined,
      timeout: FAILED_MS,
    };
  }
  if (order.fill !== null) {
    return {
      title: `Received ${receivedText(order, locale)}`,
      description: executionText(order, order.fill, locale),
      tone: 'good',
      progress,
      timeout: CONFIRMED_MS,
    };
  }
  if (isResting(order)) {
    const until = dayText({ iso: order.validUntil, locale });
    return {
      title: waitingText(order, locale),
      description: `${KIND_WORDS[order.type]}, ${swapText(order, locale)}, until ${until}.`,
      tone: 'note',
      progress: undefined,
      timeout: CONFIRMED_MS,
    };
  }
  return {
    title: `Swapping ${swapText(order, locale)}`,
    description: stepText(order, locale),
    tone: 'busy',
    progress,
    timeout: undefined,
  };
}

function executionText(order: OrderView, fill: NonNullable<OrderView['fill']>, locale: string): string {
  const venues = venueNames(fill.legs.map(({ venue }) => venue));
  const executed = `${paidText(order, locale)} on ${venues}`;
  const quote = comparedQuote(order);
  if (quote === null) return `${executed}.`;
  const { decimals, symbol } = shownToken(order.tokenOut);
  const expected = BigInt(quote);
  const realised = realisedOf({ expected, received: BigInt(fill.amountOut) });
  const words = slippageWords({ realised, locale });
  if (realised.side === 'exact') return `${executed}, ${words}.`;
  return `${executed}, ${words} than the expected ${formatAmount({ amount: expected, decimals, locale })} ${symbol}.`;
}

function stepText(order: OrderView, locale: string): string {
  const status = STATUS_WORDS[order.status];
  if (order.nextRunAt !== null) {
    const at = clockTime({ iso: order.nextRunAt, locale });
    const next = attemptText(order, order.attempt).replace(/^a/, 'A');
    return `${next} begins at ${at}: the one before did not succeed.`;
  }
  return order.attempt > 1 ? `${status}, ${attemptText(order, order.attempt)}` : status;
}

/** The text of one message for several orders. */
export function manyOrdersToast(orders: readonly Pick<OrderView, 'status' | 'type'>[]): ToastMessage {
  const counts = countShown(orders);
  const waiting = orders.filter(isResting).length;
  const open = (counts.get('open') ?? 0) - waiting;
  const tone = toneOfMany(counts.keys());
  const parts = [...counts].flatMap(([shown, count]) => (shown === 'open' ? [] : [`${count} ${shown}`]));
  if (open > 0) parts.push(`${open} on the way`);
  if (waiting > 0) parts.push(`${waiting} waiting`);
  return {
    title: `${orders.length} more ${orders.length === 1 ? 'order' : 'orders'}`,
    description: `${parts.join(', ')}.`,
    tone: open > 0 ? 'busy' : tone,
    progress: orders.length > MAX_SEGMENTS ? undefined : { done: orders.length - open, of: orders.length },
    ...(open > 0 ? {} : { timeout: tone === 'warn' ? FAILED_MS : CONFIRMED_MS }),
  };
}
