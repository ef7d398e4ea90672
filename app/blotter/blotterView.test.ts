import { describe, expect, it } from 'vitest';
import type { OrderView } from '../../core/order/orderView.ts';
import { JUP } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import {
  type BlotterView,
  csvHref,
  filterCount,
  growsAtHead,
  NEWEST_FIRST,
  parseSort,
  queryOf,
} from './blotterView.ts';
import { daysEnd, daysStart } from './localDay.ts';
import { matchesQuery } from './matchesQuery.ts';

const plain: BlotterView = {
  search: '',
  status: [],
  type: [],
  token: null,
  venue: null,
  from: null,
  to: null,
  sort: NEWEST_FIRST,
};

describe('queryOf', () => {
  it('requests everything, newest first, when nothing is set', () => {
    expect(queryOf({ tab: 'history', view: plain })).toEqual({});
    expect(csvHref({})).toBe('/api/orders.csv');
  });

  it('uses the fields of list and CSV, with both days included', () => {
    const view: BlotterView = {
      ...plain,
      search: ' sol/usdc ',
      status: ['open', 'failed'],
      type: ['limit', 'oco'],
      venue: 'raydium',
      from: '2026-01-30',
      to: '2026-01-31',
      sort: { by: 'duration', desc: true },
    };
    const query = queryOf({ tab: 'history', view });
    expect(query).toEqual({
      status: ['open', 'failed'],
      type: ['limit', 'oco'],
      venue: 'raydium',
      from: daysStart('2026-01-30'),
      to: daysStart('2026-02-01'),
      search: 'sol/usdc',
      sort: 'duration',
      order: 'desc',
    });
    expect(new URL(csvHref(query), 'http://desk').searchParams.get('status')).toBe('open,failed');
  });

  it('leaves out fields that open orders do not have yet', () => {
    const view: BlotterView = { ...plain, status: ['failed'], venue: 'meteora', token: 'JUP' };
    expect(queryOf({ tab: 'open', view })).toEqual({ status: ['open'], token: 'JUP' });
    expect(filterCount({ tab: 'open', view })).toBe(1);
    expect(filterCount({ tab: 'history', view })).toBe(3);
  });

  it('ignores an invalid sort or day', () => {
    expect(parseSort('-slippage')).toEqual({ by: 'slippage', desc: true });
    expect(parseSort('price')).toBeNull();
    expect(daysEnd('yesterday')).toBeUndefined();
  });
});

describe('new orders', () => {
  const order: OrderView = {
    orderId: '0198c0de-0000-7000-8000-000000000000',
    type: 'market',
    seq: 1,
    status: 'pending',
    tokenIn: SOL.mint,
    tokenOut: USDC.mint,
    amountIn: '1',
    slippageBps: 50,
    requestedMinOut: null,
    minOut: '1',
    quotedOut: null,
    quoteSlot: null,
    attempt: 0,
    acceptedAt: '2026-01-31T12:00:00.000Z',
    validUntil: '2026-01-31T12:02:00.000Z',
    finalAt: null,
    nextRunAt: null,
    signature: '5Ab',
    fill: null,
    failure: null,
    fired: null,
    trigger: null,
    exit: null,
    entryOrderId: null,
    exitOrderId: null,
    version: 1,
    steps: [],
  };

  it('are at the head of lists that are newest first without a filter by status or venue', () => {
    expect(growsAtHead({})).toBe(true);
    expect(growsAtHead({ status: ['open'], token: 'SOL', search: 'x' })).toBe(true);
    expect(growsAtHead({ status: ['failed'] })).toBe(false);
    expect(growsAtHead({ venue: 'raydium' })).toBe(false);
    expect(growsAtHead({ sort: 'duration' })).toBe(false);
  });

  it('belong to a list when token, time and search match', () => {
    expect(matchesQuery(order, { type: ['limit', 'market'] })).toBe(true);
    expect(matchesQuery(order, { type: ['limit'] })).toBe(false);
    expect(matchesQuery(order, { token: 'USDC' })).toBe(true);
    expect(matchesQuery(order, { token: JUP.symbol })).toBe(false);
    expect(matchesQuery(order, { from: '2026-01-31T12:00:00.000Z' })).toBe(true);
    expect(matchesQuery(order, { to: '2026-01-31T12:00:00.000Z' })).toBe(false);
    for (const search of ['sol', 'usdc sol', 'SOL/USDC', '0198C0DE', '5aB']) {
      expect(matchesQuery(order, { search }), search).toBe(true);
    }
    for (const search of ['jup', 'sol jup', '0199']) expect(matchesQuery(order, { search }), search).toBe(false);
  });
});
