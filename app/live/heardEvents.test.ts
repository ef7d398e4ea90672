import { describe, expect, it } from 'vitest';
import type { OrderEventView, OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import { createEventLog, hasGap, mergeEvents } from './heardEvents.ts';
import { withHeard } from './withHeard.ts';

const order = SAMPLE_ORDER;

const failure = { code: 'SLIPPAGE', message: 'too far', detail: '' } as const;
const base = { orderId: 'o1', at: '2026-01-01T00:00:01.000Z' };
const routing: OrderEventView = {
  ...base,
  seq: 2,
  traderSeq: '2',
  attempt: 1,
  status: 'routing',
  data: { retry: null, fired: null },
};
const retry: OrderEventView = {
  ...base,
  seq: 3,
  traderSeq: '3',
  attempt: 2,
  status: 'routing',
  data: { retry: { failure, nextRunAt: '2026-01-01T00:00:02.000Z', quotes: null }, fired: null },
};
const failed: OrderEventView = {
  ...base,
  seq: 4,
  traderSeq: '4',
  attempt: 2,
  status: 'failed',
  data: { failure, quotes: null },
};

function logWithFrames() {
  const frames: (() => void)[] = [];
  const log = createEventLog({ nextFrame: (show) => frames.push(show) });
  const paint = () => {
    for (const show of frames.splice(0)) show();
  };
  return { log, frames, paint };
}

describe('heardEvents', () => {
  it('applies events to an earlier answer, and does not change a later one', () => {
    const { log, paint } = logWithFrames();
    log.hear([routing, retry]);
    paint();
    expect(withHeard(order, log.of('o1'))).toMatchObject({
      status: 'routing',
      attempt: 2,
      nextRunAt: '2026-01-01T00:00:02.000Z',
      steps: [{ status: 'pending' }, { status: 'routing', attempt: 1 }, { status: 'routing', attempt: 2 }],
    });
    const later: OrderView = { ...order, seq: 3, status: 'submitted', attempt: 2 };
    expect(withHeard(later, log.of('o1'))).toBe(later);
    log.hear([failed]);
    paint();
    expect(withHeard(later, log.of('o1'))).toMatchObject({ status: 'failed', failure, finalAt: base.at });
  });

  it('notifies once per frame, and only the watchers of the changed orders', () => {
    const { log, frames, paint } = logWithFrames();
    const calls: string[] = [];
    log.watch('o1', () => calls.push('o1'));
    log.watch('o2', () => calls.push('o2'));
    const unwatch = log.watchAll((events) => calls.push(`all ${events.length}`));
    log.hear([routing]);
    log.hear([retry, routing]);
    expect(frames).toHaveLength(1);
    expect(log.of('o1')).toEqual([]);
    paint();
    expect(calls).toEqual(['o1', 'all 2']);
    log.hear([routing]);
    paint();
    expect(calls, 'nothing new, nobody is called').toHaveLength(2);
    unwatch();
    log.hear([failed]);
    paint();
    expect(calls).toEqual(['o1', 'all 2', 'o1']);
  });

  it('remembers how old orders ended', () => {
    const { log, paint } = logWithFrames();
    log.hear([routing, retry, failed]);
    log.hear(Array.from({ length: 2_000 }, (_, i) => ({ ...routing, orderId: `other ${i}` })));
    paint();
    expect(log.of('o1')).toEqual([failed]);
    expect(withHeard(order, log.of('o1'))).toMatchObject({ status: 'failed', failure });
  });

  it('keeps each event once, in order, and detects missing ones', () => {
    expect(mergeEvents([routing, failed], [retry, routing]).map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(hasGap([routing])).toBe(true);
    expect(
      hasGap([
        { ...routing, seq: 1 },
        { ...retry, seq: 2 },
      ]),
    ).toBe(false);
  });
});
