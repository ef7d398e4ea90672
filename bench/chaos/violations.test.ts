import { describe, expect, it } from 'vitest';
import type { JournalEntry } from './journal.ts';
import { entry, landed, order } from './testing/sampleRows.ts';
import { cancelledButExecutedOf, doubleOf, type FillRow, lostOf, openOf, orphansOf, phantomsOf } from './violations.ts';

const fill: FillRow = {
  order_id: 'one',
  signature: 'sig',
  memo: 'one:1',
  ...{ amount_in: '1000', amount_out: '150', token_in: order().token_in, token_out: order().token_out },
};

describe('LOST', () => {
  const lost = (journal: Partial<JournalEntry>, row = order()) => lostOf([entry(journal)], [row]);

  it('counts an acknowledged order that is not there, or that has other terms', () => {
    expect(lost({})).toEqual([]);
    expect(lost({ acknowledged: new Set(['other']) })).toHaveLength(1);
    expect(lost({}, order({ amount_in: '999' }))).toHaveLength(1);
    expect(lost({}, order({ key: 'another' }))).toHaveLength(1);
    expect(lost({}, order({ type: 'stop' }))).toHaveLength(1);
  });

  it('goes by the answer to an amendment; without one, the order may have either amount', () => {
    const amendment = { afterMs: 0, distance: 'near' as const, changes: { amountIn: '2000' } };
    const amounts = (outcome: 'amended' | 'refused' | undefined) =>
      ['1000', '2000'].filter(
        (amount_in) => lost({ amendment: { ...amendment, outcome } }, order({ amount_in })).length === 0,
      );
    expect(amounts('amended')).toEqual(['2000']);
    expect(amounts('refused')).toEqual(['1000']);
    expect(amounts(undefined)).toEqual(['1000', '2000']);
  });
});

it('OPEN counts orders that are open, and those that did not end by themselves', () => {
  expect(openOf([order()], [])).toEqual([]);
  expect(openOf([order({ final: false, status: 'pending' })], [])).toHaveLength(1);
  expect(openOf([order()], ['one was routing'])).toHaveLength(1);
});

it('DOUBLE counts orders with two executions, and keys with two orders', () => {
  expect(doubleOf([entry()], [landed('one:1')])).toEqual([]);
  expect(doubleOf([entry()], [landed('one:1'), landed('one:2')])).toHaveLength(1);
  expect(doubleOf([entry({ acknowledged: new Set(['one', 'two']) })], [])).toHaveLength(1);
});

it('CANCELLED-BUT-EXECUTED counts executions of orders that are cancelled or expired, or whose trader was answered so', () => {
  const executed = (status: string, cancelled?: JournalEntry['cancelled']) =>
    cancelledButExecutedOf([entry({ cancelled })], [order({ status })], [landed('one:1')]);
  expect(executed('confirmed')).toEqual([]);
  expect(executed('confirmed', 'too_late')).toEqual([]);
  expect(executed('cancelled')).toHaveLength(1);
  expect(executed('expired')).toHaveLength(1);
  expect(executed('confirmed', 'cancelled')).toHaveLength(1);
  expect(cancelledButExecutedOf([entry({ cancelled: 'cancelled' })], [order({ status: 'cancelled' })], [])).toEqual([]);
});

it('ORPHAN counts executions that are no fill of their order and attempt', () => {
  expect(orphansOf([landed('one:1')], [{ ...fill, signature: landed('one:1').signature }])).toEqual([]);
  expect(orphansOf([landed('one:2')], [fill])).toHaveLength(1);
});

it('PHANTOM counts fills that the chain did not execute, or with other amounts', () => {
  const row = landed('one:1');
  const filled = (change: Partial<FillRow>) => phantomsOf([row], [{ ...fill, signature: row.signature, ...change }]);
  expect(filled({})).toEqual([]);
  expect(filled({ amount_out: '151' })).toHaveLength(1);
  expect(filled({ signature: 'unknown' })).toHaveLength(1);
});
