import { expect, it } from 'vitest';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { encodeMessage } from '../ws/encodeMessage.ts';
import { eventJson, liveUpdateItem, statusItem, updateItem } from './eventItems.ts';

/** Events that count how often they are serialised. */
function countedEvents(count: number) {
  const made = new Map<string, number>();
  const events = Array.from({ length: count }, (_, i) => {
    const traderSeq = String(i + 1);
    const event: OrderEventView = {
      ...{ orderId: 'order', seq: i + 1, traderSeq, attempt: 0, at: '2026-11-22T00:00:00.000Z' },
      ...{ status: 'routing', data: { retry: null, fired: null } },
    };
    const toJSON = () => {
      made.set(traderSeq, (made.get(traderSeq) ?? 0) + 1);
      return event;
    };
    return { ...event, toJSON };
  });
  return { events, made };
}

it('serialises each event once for any number of subscribers of all interfaces', () => {
  const { events, made } = countedEvents(3);
  const plain = events.map(({ toJSON: _, ...event }) => event);
  for (let id = 1; id <= 100; id += 1) {
    const message = (cursor: string, data: object) => ({
      id,
      result: { type: 'data', id: cursor, data: { id: cursor, data } },
    });
    // Readers at the same position get the same array; later readers get another array with some of the same events.
    const handed = id % 10 === 0 ? events.slice(id % 3) : events;
    const shown = id % 10 === 0 ? plain.slice(id % 3) : plain;
    const update = { type: 'events', events: shown };
    expect(encodeMessage(message('3', updateItem(handed)))).toBe(JSON.stringify(message('3', update)));
    expect(encodeMessage(message('3', liveUpdateItem(updateItem(handed))))).toBe(
      JSON.stringify(message('3', { type: 'update', update })),
    );
    for (const [i, event] of events.entries()) {
      expect(encodeMessage(message('1', statusItem(event)))).toBe(
        JSON.stringify(message('1', { type: 'event', event: plain[i] })),
      );
      expect(eventJson(event)).toBe(JSON.stringify(plain[i]));
    }
  }
  expect(Object.fromEntries(made)).toEqual({ 1: 1, 2: 1, 3: 1 });
});
