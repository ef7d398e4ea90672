import { describe, expect, it } from 'vitest';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { SAMPLE_TERMS } from '../../core/order/testing/sampleOrder.ts';
import { timelineRows } from './timelineRows.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const at = (ms: number) => new Date(START + ms).toISOString();
const failure = { code: 'SLIPPAGE', message: 'too far', detail: '' } as const;
const base = (seq: number, attempt: number, ms: number) => ({
  orderId: 'o',
  seq,
  traderSeq: `${seq}`,
  attempt,
  at: at(ms),
});

const accepted: OrderEventView = {
  ...base(1, 0, 0),
  status: 'pending',
  data: { ...SAMPLE_TERMS, missed: null, nextRunAt: null },
};
const routing: OrderEventView = { ...base(2, 1, 40), status: 'routing', data: { retry: null, fired: null } };
const retry: OrderEventView = {
  ...base(3, 2, 60),
  status: 'routing',
  data: { retry: { failure, nextRunAt: at(1_060), quotes: null }, fired: null },
};
const failed: OrderEventView = { ...base(4, 2, 1_100), status: 'failed', data: { failure, quotes: null } };

describe('timelineRows', () => {
  it('shows the duration of each step except the final one', () => {
    const rows = timelineRows({ events: [accepted, routing, retry, failed], now: START + 99_000 });
    expect(rows.map(({ since, took, running }) => [since, took, running])).toEqual([
      [0, 40, false],
      [40, 20, false],
      [60, 1_040, false],
      [1_100, undefined, false],
    ]);
    expect(rows[2]?.pause).toEqual({ total: 1_000, left: 0 });
  });

  it('counts the back-off down while it lasts', () => {
    const rowAt = (ms: number) => timelineRows({ events: [accepted, routing, retry], now: START + ms })[2];
    expect(rowAt(360)).toMatchObject({ took: 300, running: true, pause: { total: 1_000, left: 700 } });
    expect(rowAt(5_000)?.pause?.left).toBe(0);
    expect(rowAt(0), 'a browser whose clock is behind').toMatchObject({ took: 0, pause: { left: 1_000 } });
  });
});
