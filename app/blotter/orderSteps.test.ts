import { describe, expect, it } from 'vitest';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { orderSteps } from './orderSteps.ts';

const acceptedAt = '2026-01-01T00:00:00.000Z';
const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;

function routing(attempt: number, second: number): OrderEventView {
  return {
    orderId: 'o1',
    seq: second,
    traderSeq: `${second}`,
    attempt,
    at: at(second),
    status: 'routing',
    data: { retry: null },
  };
}

describe('orderSteps', () => {
  it('shows what is done, what goes on and what lies ahead', () => {
    const steps = orderSteps({
      order: { status: 'building', acceptedAt, finalAt: null, attempt: 1 },
      events: [routing(1, 1)],
    });
    expect(steps.map(({ status, state }) => `${status} ${state}`)).toEqual([
      'pending done',
      'routing done',
      'building now',
      'submitted ahead',
      'confirmed ahead',
    ]);
    expect(steps[1]?.at).toBe(at(1));
  });

  it('tells the times of the present attempt', () => {
    const steps = orderSteps({
      order: { status: 'routing', acceptedAt, finalAt: null, attempt: 2 },
      events: [routing(1, 1), routing(2, 3)],
    });
    expect(steps[1]).toEqual({ status: 'routing', state: 'now', at: at(3) });
  });

  it('shows of a failed order only what it went through', () => {
    const steps = orderSteps({
      order: { status: 'failed', acceptedAt, finalAt: at(5), attempt: 1 },
      events: [routing(1, 1)],
    });
    expect(steps.map(({ status, state }) => `${status} ${state}`)).toEqual([
      'pending done',
      'routing done',
      'failed done',
    ]);
  });
});
