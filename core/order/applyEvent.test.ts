import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { applyEvent } from './applyEvent.ts';
import { isFinal } from './lifecycle.ts';
import { type OrderEventView, type OrderView, orderView } from './orderView.ts';
import { legalHistory } from './testing/legalHistory.ts';

const applied = (events: readonly OrderEventView[]) =>
  events.reduce<OrderView | undefined>((order, event) => applyEvent(order, event), undefined);

describe('applyEvent', () => {
  it('makes an order with its present status from its events', () => {
    fc.assert(
      fc.property(legalHistory, (events) => {
        const order = applied(events);
        const last = events.at(-1);
        expect(order).toMatchObject({ seq: events.length, status: last?.status, attempt: last?.attempt });
        expect(order?.steps).toEqual(events.map(({ status, attempt, at }) => ({ status, attempt, at })));
        expect(order?.finalAt).toBe(last !== undefined && isFinal(last.status) ? last.at : null);
        expect([order?.fill === null, order?.failure === null]).toEqual([
          last?.status !== 'confirmed',
          last?.status !== 'failed',
        ]);
        const terms = events.findLast((event) => event.status === 'pending')?.data;
        expect([order?.amountIn, order?.version]).toEqual([terms?.amountIn, terms?.version]);
        const amendedAt =
          events.findLast((event) => event.status === 'pending' && event.data.missed === null)?.seq ?? 0;
        const firing = events.findLast((event) => event.status === 'routing' && event.data.fired !== null);
        const fired = firing?.status === 'routing' && firing.seq > amendedAt ? firing.data.fired : null;
        expect(order?.fired).toEqual(fired);
        expect(order?.minOut).toBe(fired?.minOut ?? terms?.minOut);
        const submitted = events.findLast((event) => event.status === 'submitted');
        if (last?.status !== 'confirmed')
          expect(order?.signature).toBe(submitted?.status === 'submitted' ? submitted.data.signature : null);
        expect(orderView.parse(order)).toEqual(order);
      }),
      propertyRuns(300),
    );
  });

  it('applies each event once: repeated events change nothing, whatever the point from which they are repeated', () => {
    fc.assert(
      fc.property(legalHistory, fc.nat(), fc.nat(), (events, one, other) => {
        const [from, to] = [one % (events.length + 1), other % (events.length + 1)];
        const order = applied(events.slice(0, Math.max(1, from, to)));
        const again = events.slice(0, Math.min(from, to)).reduce<OrderView | undefined>(applyEvent, order);
        expect(again).toBe(order);
        expect(events.reduce<OrderView | undefined>(applyEvent, order)).toEqual(applied(events));
      }),
      propertyRuns(300),
    );
  });

  it('can’t make an order from a later event', () => {
    fc.assert(
      fc.property(legalHistory, (events) => {
        for (const event of events.slice(1)) expect(() => applyEvent(undefined, event)).toThrow('without its first');
      }),
      propertyRuns(50),
    );
  });
});
