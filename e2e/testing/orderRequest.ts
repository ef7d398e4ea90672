import { randomBytes } from 'node:crypto';
import type { RouterInputs } from '../../client/index.ts';

/** The body of `orders.place` for a market order. */
export type MarketRequest = Extract<RouterInputs['orders']['place'], { type?: 'market' | undefined }>;

/** A valid request: 1 SOL for USDC, with its own key. */
export function orderRequest(change: Partial<MarketRequest> = {}): MarketRequest {
  return {
    type: 'market',
    tokenIn: 'SOL',
    tokenOut: 'USDC',
    amountIn: '1000000000',
    slippageBps: 50,
    idempotencyKey: randomBytes(8).toString('hex'),
    ...change,
  };
}
