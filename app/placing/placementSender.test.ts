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

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

function harness(answers: (() => Promise<OrderView>)[]) {
  const sent: PlaceOrderRequest[] = [];
  const placed: string[] = [];
  const refused: string[] = [];
  const storedWhenSent: number[] = [];
  const sender = createPlacementSender({
    send: (body) => {
      storedWhenSent.push(storedPlacements().length);
      sent.push(body);
      return answers[sent.length - 1]?.() ?? Promise.reject(new Error('no more answers'));
    },
    onPlaced: (order) => placed.push(order.orderId),
    onRefused: ({ error }) => refused.push(error.text),
  });
  return { sender, sent, placed, refused, storedWhenSent };
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

  it('sends a lost one again with the same key', async () => {
    const { sender, sent, placed } = harness([lost, () => Promise.reject(refusal('UNAVAILABLE')), accepted]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(placed).toEqual(['o1']);
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(sent).toHaveLength(3);
  });

  it('sends what an earlier page left, for the same trader only', async () => {
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

  it('takes a refusal as final', async () => {
    const { sender, sent, refused } = harness([() => Promise.reject(refusal('INSUFFICIENT_BALANCE'))]);
    sender.place({ traderId: 't', request });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(1);
    expect(refused).toEqual(['INSUFFICIENT_BALANCE']);
    expect(storedPlacements()).toEqual([]);
  });

  it('does not send an old click again unless told to', async () => {
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
});
