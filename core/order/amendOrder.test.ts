import { expect, it } from 'vitest';
import { amendedRequest, foreignFields } from './amendOrder.ts';
import { ORDER_KINDS } from './kinds/orderKinds.ts';
import type { OrderTerms } from './orderView.ts';
import { ownTerms } from './ownTerms.ts';
import { type PlaceOrderRequest, placeOrderInput } from './placeOrder.ts';
import { SAMPLE_TERMS } from './testing/sampleOrder.ts';

const base = { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '2000000000', idempotencyKey: 'k' };
const price = (usdc: string) => ({ amountIn: '1000000000', amountOut: `${usdc}000000` });
/** A request of each kind that rests, with every field of its own. */
const REQUESTS: Record<string, PlaceOrderRequest> = {
  limit: { ...base, type: 'limit', minOut: '320000000' },
  stop: {
    ...base,
    type: 'stop',
    stopPrice: price('140'),
    maxSlippageBps: 300,
    source: 'index',
    confirmSlots: 5,
    minOut: '1000',
  },
  takeProfit: {
    ...base,
    type: 'takeProfit',
    takeProfitPrice: price('160'),
    maxSlippageBps: 30,
    source: 'quote',
    confirmSlots: 1,
    minOut: '1000',
  },
  trailingStop: {
    ...base,
    type: 'trailingStop',
    trailBps: 250,
    maxSlippageBps: 40,
    source: 'mid',
    confirmSlots: 3,
    minOut: '1000',
  },
  oco: {
    ...base,
    type: 'oco',
    takeProfitPrice: price('160'),
    takeProfitSlippageBps: 20,
    stopPrice: price('140'),
    stopSlippageBps: 500,
    source: 'mid',
    confirmSlots: 3,
    minOut: '1000',
  },
};

const parsed = (request: PlaceOrderRequest) => ({ ...placeOrderInput.parse(request), idempotencyKey: 'amendment' });

function termsOf(request: PlaceOrderRequest): OrderTerms {
  const order = placeOrderInput.parse(request);
  const { type, amountIn, tokenIn, tokenOut } = order;
  const { requestedMinOut, ...own } = ownTerms(order);
  return {
    ...{ ...SAMPLE_TERMS, type, tokenIn, tokenOut, amountIn: amountIn.toString() },
    ...{ ...own, requestedMinOut: requestedMinOut?.toString() ?? null },
  };
}

const RESTING = ORDER_KINDS.filter(({ rests }) => rests);

it.each(RESTING)('the terms of a $name order answer to the request that placed it', ({ name, fields }) => {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`there is no request of ${name} here`);
  expect(Object.keys(request).sort()).toEqual([...Object.keys(base), 'type', ...Object.keys(fields)].sort());
  expect(amendedRequest(termsOf(request), {})).toEqual(parsed(request));
});

it('an amendment replaces what it names, and keeps the rest', () => {
  const { stop, oco } = REQUESTS;
  if (stop === undefined || oco === undefined) throw new Error('there are no requests');
  const changes = { amountIn: 5n, stopPrice: { amountIn: 3n, amountOut: 4n }, validForSeconds: 60 };
  expect(amendedRequest(termsOf(stop), changes)).toEqual({ ...parsed(stop), ...changes });
  expect(amendedRequest(termsOf(oco), { takeProfitSlippageBps: 7 })).toEqual({
    ...parsed(oco),
    takeProfitSlippageBps: 7,
  });
});

it('names the fields that the kind does not have', () => {
  expect(foreignFields('limit', { amountIn: 1n, minOut: 1n, trailBps: 20, validForSeconds: 1 })).toEqual(['trailBps']);
  expect(foreignFields('oco', { maxSlippageBps: 1, stopSlippageBps: 1 })).toEqual(['maxSlippageBps']);
});
