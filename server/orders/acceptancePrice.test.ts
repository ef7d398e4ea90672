import { afterEach, expect, it } from 'vitest';
import { learnListing } from '../../core/market/listing.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { JUP, USUAL_LISTING } from '../../core/testing/usualListing.ts';
import { SOL } from '../../core/tokens/token.ts';
import type { MarketSource } from '../market/marketSource.ts';
import { acceptancePrice } from './acceptancePrice.ts';

/** A market that is fresh and has no pools. */
const market: MarketSource = {
  current: () => ({ slot: 1, clock: { unixSeconds: 1 }, listingVersion: USUAL_LISTING.version, pools: [] }),
  isFresh: () => true,
  problem: () => undefined,
  slotAgeMs: () => 0,
  onSnapshot: () => () => undefined,
};

afterEach(() => {
  learnListing({ version: 'nothing:0', since: null, tokens: [], pools: [] });
  learnListing(USUAL_LISTING);
});

it('parses an order with a withdrawn token, and refuses it at acceptance as not listed', () => {
  const request = {
    type: 'market',
    tokenIn: 'SOL',
    tokenOut: 'JUP',
    amountIn: '5',
    slippageBps: 50,
    idempotencyKey: 'key',
  };
  const asked = () => acceptancePrice({ market, order: placeOrderInput.parse(request), index: undefined });
  expect(asked()).toMatchObject({ refusal: 'NO_POOL' });
  learnListing({
    ...USUAL_LISTING,
    version: 'usual:2',
    tokens: USUAL_LISTING.tokens.map((token) => (token.mint === JUP.mint ? { ...token, closedSlot: 9 } : token)),
  });
  expect(asked()).toMatchObject({ refusal: 'UNKNOWN_TOKEN' });
  expect(placeOrderInput.parse({ ...request, tokenOut: 'SOL', tokenIn: 'USDC' })).toMatchObject({ tokenOut: SOL.mint });
});
