import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrderView } from '../../core/order/orderView.ts';
import type { PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import { storedPlacements } from './placement.ts';
import { createPlacementSender } from './placementSender.ts';

const request = { type: 'market', tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1', slippageBps: 50 } as const;

function refusal(code: string): TRPCClientError<never> {
  return TRPCClientError.from({
    error: { message: code, code: -32600, data: { code, text: code, requestId: 'r' } },
  } as never);
}

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

function harness(answers: (() => Promise<OrderView>)[]) {
  const sent: PlaceOrderRequest[] = [];
  const placed: string[] = [];
  const refused: string[] = [];
  const storedWhenSent: number[] = [];
  let notKept = 0;
  const sender = createPlacementSender({
    send: (body) => {
      storedWhenSent.push(storedPlacements().length);
      sent.push(body);
      return answers[sent.length - 1]?.() ?? Promise.reject(new Error('no more answers'));
    },
    onPlaced: (order) => placed.push(order.orderId),
    onNotKept: () => {
      notKept += 1;
    },
    onRefused: ({ error }) => refused.push(error.text),
  });
  return { sender, sent, placed, refused, storedWhenSent, notKept: () => notKept };
}

const accepted = async () => ({ orderId: 'o1' }) as OrderView;
const lost = () => Promise.reject(new TRPCClientError('fetch failed'));

describe('placementSender', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('localStorage', memoryStorage());
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('stores the key before it sends, and forgets it once answered', async () => {
    const { sender, placed, storedWhenSent } = harness([accepted]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(0);
    expect(storedWhenSent).toEqual([1]);
    expect(placed).toEqual(['o1']);
    expect(storedPlacements()).toEqual([]);
    expect(sender.onItsWay.get()).toEqual([]);
  });

  it('sends an unanswered order again with the same key', async () => {
    const { sender, sent, placed } = harness([lost, () => Promise.reject(refusal('UNAVAILABLE')), accepted]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(placed).toEqual(['o1']);
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('sends unanswered orders of an earlier page, for the same trader only', async () => {
    const before = harness([lost]);
    before.sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(0);
    before.sender.stop();
    const after = harness([accepted]);
    after.sender.resume('somebody else');
    expect(after.sent).toHaveLength(0);
    after.sender.resume('t');
    await vi.advanceTimersByTimeAsync(0);
    expect(after.sent[0]?.idempotencyKey).toBe(before.sent[0]?.idempotencyKey);
    expect(after.placed).toEqual(['o1']);
  });

  it('treats a refusal as final', async () => {
    const { sender, sent, refused } = harness([() => Promise.reject(refusal('INSUFFICIENT_BALANCE'))]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    expect(refused).toEqual(['INSUFFICIENT_BALANCE']);
    expect(storedPlacements()).toEqual([]);
  });

  it('does not send an old click again unless the trader confirms', async () => {
    const { sender, sent, placed } = harness([...Array.from({ length: 200 }, () => lost)]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(200_000);
    const before = sent.length;
    expect(sender.onItsWay.get()[0]?.state).toBe('old');
    await vi.advanceTimersByTimeAsync(200_000);
    expect(sent).toHaveLength(before);
    sender.sendAgain(sent[0]?.idempotencyKey ?? '');
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(before + 1);
    expect(placed).toEqual([]);
  });

  it.each([
    [
      'full',
      {
        ...memoryStorage(),
        setItem: () => {
          throw new DOMException('full', 'QuotaExceededError');
        },
      },
    ],
    ['missing', undefined],
    ['null', null],
  ])('still sends where storage is %s, and reports that the order is not kept', async (_, storage) => {
    vi.stubGlobal('localStorage', storage);
    const { sender, sent, placed, notKept } = harness([lost, accepted]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(2);
    expect(placed).toEqual(['o1']);
    expect(notKept()).toBe(1);
  });

  it.each([3_600_000, -3_600_000])('asks before it sends a click again once the clock was set by %d ms', async (ms) => {
    const before = harness([lost]);
    before.sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(0);
    before.sender.stop();
    vi.setSystemTime(Date.now() + ms);
    const after = harness([accepted]);
    after.sender.resume('t');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(after.sent).toHaveLength(0);
    expect(after.sender.onItsWay.get()[0]?.state).toBe('old');
    after.sender.sendAgain(before.sent[0]?.idempotencyKey ?? '');
    await vi.advanceTimersByTimeAsync(0);
    expect(after.placed).toEqual(['o1']);
  });

  it('asks before it sends an order again that waited while the machine slept', async () => {
    const { sender, sent } = harness([lost, accepted]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    sender.retryNow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
  });
});
