import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../../core/order/lifecycle.ts';
import type { StepView } from '../../core/order/orderView.ts';
import { orderSteps } from './orderSteps.ts';

function step(status: OrderStatus, attempt: number, second: number): StepView {
  return { status, attempt, at: `2026-01-01T00:00:0${second}.000Z` };
}

const read = (order: Parameters<typeof orderSteps>[0]) =>
  orderSteps(order).map(({ status, state }) => `${status} ${state}`);

describe('orderSteps', () => {
  it('shows completed, present and future steps', () => {
    const order: Parameters<typeof orderSteps>[0] = {
      status: 'building',
      attempt: 1,
      steps: [step('pending', 0, 0), step('routing', 1, 1), step('building', 1, 2)],
    };
    expect(read(order)).toEqual(['pending done', 'routing done', 'building now', 'submitted ahead', 'confirmed ahead']);
    expect(orderSteps(order)[1]?.at).toBe('2026-01-01T00:00:01.000Z');
  });

  it('shows the times of the present attempt', () => {
    const steps = [step('pending', 0, 0), step('routing', 1, 1), step('building', 1, 2), step('routing', 2, 3)];
    expect(orderSteps({ status: 'routing', attempt: 2, steps })[1]).toEqual({
      status: 'routing',
      state: 'now',
      at: '2026-01-01T00:00:03.000Z',
    });
  });

  it('shows only the steps that a failed order reached', () => {
    const steps = [step('pending', 0, 0), step('routing', 1, 1), step('failed', 1, 5)];
    expect(read({ status: 'failed', attempt: 1, steps })).toEqual(['pending done', 'routing done', 'failed done']);
  });

  it('shows none of the missed attempts of an order that rested to its end', () => {
    const steps = [step('pending', 0, 0), step('routing', 1, 1), step('pending', 1, 2), step('expired', 1, 5)];
    expect(read({ status: 'expired', attempt: 1, steps })).toEqual(['pending done', 'expired done']);
  });
});
