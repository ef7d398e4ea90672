import { beforeEach, expect, it } from 'vitest';
import type { CancelAnswer } from '../../core/order/cancelOrder.ts';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import { createEventLog } from '../live/heardEvents.ts';
import { NO_COMMANDS, toastQueue } from '../ui/toastQueue.ts';
import { type CancelMeans, cancelOne } from './cancelOne.ts';
import { cancelStateOf, setCancelState } from './cancelStates.ts';

const SIGNATURE = 'transaction-1';
const order: OrderView = { ...SAMPLE_ORDER, status: 'submitted', attempt: 1, seq: 4, signature: SIGNATURE };
const { orderId } = order;
const cancelledEvent: OrderEventView = {
  orderId,
  seq: 5,
  traderSeq: '5',
  attempt: 1,
  at: order.acceptedAt,
  status: 'cancelled',
  data: {},
};

function page() {
  let frame = () => {};
  const events = createEventLog({
    nextFrame: (show) => {
      frame = show;
    },
  });
  const requests: { resolve(answer: CancelAnswer): void; reject(error: Error): void }[] = [];
  const means: CancelMeans = {
    server: {
      cancel: () => new Promise((resolve, reject) => requests.push({ resolve, reject })),
      cancelAll: () => Promise.reject(new Error('only one order is cancelled here')),
    },
    events,
    checkSession: () => {},
    locale: 'en-US',
  };
  return { events, paint: () => frame(), requests, cancel: () => cancelOne({ order, ...means }) };
}

const titles = () =>
  toastQueue.get().flatMap((command) => {
    if (command.type === 'close') return [];
    return [`${command.type} ${command.type === 'show' ? command.message.title : command.change.title}`];
  });

beforeEach(() => {
  toastQueue.set(NO_COMMANDS);
  setCancelState(orderId, undefined);
});

it('asks once until the answer is there, then again when that was lost', async () => {
  const { requests, cancel } = page();
  const first = cancel();
  await cancel();
  expect(requests).toHaveLength(1);
  expect(cancelStateOf(orderId)).toBe('asked');
  requests[0]?.reject(new TypeError('failed to fetch'));
  await first;
  expect(titles()).toEqual(['show Not known whether 1.5 SOL to USDC was cancelled']);
  expect(cancelStateOf(orderId)).toBeUndefined();

  const again = cancel();
  requests[1]?.resolve({ outcome: 'cancelled', order: { ...order, status: 'cancelled' } });
  await again;
  expect(titles().at(-1)).toBe('show Cancelled 1.5 SOL to USDC');
});

it('says how the order ended when the answer was lost', async () => {
  const { events, paint, requests, cancel } = page();
  const asked = cancel();
  requests[0]?.reject(new TypeError('failed to fetch'));
  await asked;
  events.hear([cancelledEvent]);
  paint();
  expect(titles().at(-1)).toBe('update Cancelled 1.5 SOL to USDC');
});

it('says after "too late" how the order ended, in the same message', async () => {
  const { events, paint, requests, cancel } = page();
  const asked = cancel();
  requests[0]?.resolve({ outcome: 'too_late', signature: SIGNATURE, order });
  await asked;
  expect(titles()).toEqual(['show Too late to cancel 1.5 SOL to USDC']);
  expect(cancelStateOf(orderId)).toBe('too_late');
  await cancel();
  expect(requests, 'there is nothing left to ask').toHaveLength(1);

  events.hear([cancelledEvent]);
  paint();
  expect(titles()).toEqual(['show Too late to cancel 1.5 SOL to USDC', 'update Cancelled 1.5 SOL to USDC']);
});
