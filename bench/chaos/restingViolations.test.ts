import { describe, expect, it } from 'vitest';
import type { FiredView, TriggerTerms } from '../../core/order/trigger/triggerTerms.ts';
import { belowLimitOf, heldForNothingOf, type StepRow, triggeredTwiceOf, unmetOf } from './restingViolations.ts';
import { entry, landed, order } from './testing/sampleRows.ts';

const step: StepRow = {
  order_id: 'one',
  status: 'pending',
  min_out: '140',
  trigger: null,
  missed: false,
  fired: null,
  retry: false,
};
const terms = (change: Partial<StepRow> = {}): StepRow => ({ ...step, ...change });
const evidence: FiredView = {
  by: 'limit',
  slot: 7,
  source: 'quote',
  observed: { amountIn: '1000', amountOut: '150' },
  watermark: null,
  quotedOut: '150',
  minOut: '140',
};
const fires = (change: Partial<FiredView> = {}): StepRow => ({
  ...step,
  status: 'routing',
  min_out: null,
  fired: { ...evidence, ...change },
});
const attempt = (retry: boolean): StepRow => ({ ...step, status: 'routing', min_out: null, retry });

describe('TRIGGERED-TWICE', () => {
  const twice = (steps: StepRow[], memos: string[] = ['one:1'], row = order()) =>
    triggeredTwiceOf({ orders: [row], steps, landed: memos.map(landed) });

  it('counts orders that fired again without a rest between', () => {
    expect(twice([terms(), fires(), attempt(true)])).toEqual([]);
    expect(twice([terms(), fires(), terms({ missed: true }), fires()])).toEqual([]);
    expect(twice([terms(), fires(), fires()])).toHaveLength(1);
    expect(twice([terms(), fires(), attempt(true), fires()])).toHaveLength(1);
  });

  it('counts orders that rest with two executions', () => {
    expect(twice([], ['one:1', 'one:2'])).toHaveLength(1);
    expect(twice([], ['one:1', 'one:2'], order({ type: 'market' }))).toEqual([]);
  });
});

describe('UNMET', () => {
  const unmet = (steps: StepRow[], journal = [entry()]) => unmetOf({ journal, orders: [order()], steps });
  const trigger: TriggerTerms = {
    source: 'mid',
    confirmSlots: 1,
    stop: { rate: { amountIn: '1000', amountOut: '150' }, maxSlippageBps: 0 },
    takeProfit: null,
    trail: null,
  };
  const observed = (amountOut: string) =>
    fires({ by: 'stop', observed: { amountIn: '1000', amountOut }, quotedOut: '145' });

  it('counts attempts without a trigger', () => {
    expect(unmet([terms(), fires(), attempt(true)])).toEqual([]);
    expect(unmet([terms(), attempt(false)])).toHaveLength(1);
  });

  it('counts limits that fired on a quote below their minimum', () => {
    expect(unmet([terms(), fires({ quotedOut: '140' })])).toEqual([]);
    expect(unmet([terms(), fires({ quotedOut: '139' })])).toHaveLength(1);
    expect(unmet([terms(), terms({ min_out: '151' }), fires()])).toHaveLength(1);
  });

  it('counts triggers whose evidence does not meet them, and waits for the minimum after a miss', () => {
    expect(unmet([terms({ trigger }), observed('150')])).toEqual([]);
    expect(unmet([terms({ trigger }), observed('151')])).toHaveLength(1);
    expect(unmet([terms({ trigger, missed: true }), observed('151')])).toEqual([]);
    expect(unmet([terms({ trigger, missed: true, min_out: '146' }), observed('150')])).toHaveLength(1);
  });

  it('counts every trigger of an order that the market can not have come to', () => {
    expect(unmet([terms(), fires()], [entry({ distance: 'far' })])).toHaveLength(1);
    const amendment = { afterMs: 0, changes: {}, distance: 'market' as const, outcome: undefined };
    expect(unmet([terms(), fires()], [entry({ distance: 'far', amendment })])).toEqual([]);
  });
});

describe('BELOW-LIMIT', () => {
  const fill = { order_id: 'one', signature: 's', memo: 'one:1', amount_in: '1000', token_in: 'a', token_out: 'b' };
  const below = (amount_out: string, steps: StepRow[] = [], journal = [entry({ acknowledged: new Set() })]) =>
    belowLimitOf({ journal, orders: [order({ min_out: '100' })], steps, fills: [{ ...fill, amount_out }] });

  it('counts fills below the bound of the row, of the terms, of the trigger, or of the request', () => {
    expect(below('100')).toEqual([]);
    expect(below('99')).toHaveLength(1);
    expect(below('139', [terms()])).toHaveLength(1);
    expect(below('144', [terms(), fires({ minOut: '145' })])).toHaveLength(1);
    expect(below('145', [terms(), fires({ minOut: '145' })])).toEqual([]);
    expect(below('139', [], [entry()])).toHaveLength(1);
  });

  it('goes by the last terms, and not by a request that was amended', () => {
    expect(below('120', [terms(), terms({ min_out: '120' })])).toEqual([]);
    const amendment = { afterMs: 0, changes: { minOut: '110' }, distance: 'near' as const, outcome: undefined };
    expect(below('120', [], [entry({ amendment })])).toEqual([]);
  });
});

describe('HELD-FOR-NOTHING', () => {
  const held = (amount: string, final: boolean, overdue: string[] = []) =>
    heldForNothingOf({
      orders: [order({ final })],
      balances: [{ trader_id: 'trader', token: order().token_in, held: amount }],
      overdue,
    });

  it('counts balances that hold more than the open orders need', () => {
    expect(held('0', true)).toEqual([]);
    expect(held('1000', false)).toEqual([]);
    expect(held('1', true)).toHaveLength(1);
    expect(held('1001', false)).toHaveLength(1);
  });

  it('counts orders that were open long after their time', () => {
    expect(held('0', true, ['one'])).toHaveLength(1);
  });
});
