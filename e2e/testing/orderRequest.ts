import { randomBytes } from 'node:crypto';
import type { RouterInputs } from '../../client/index.ts';

/** A valid request: 1 SOL for USDC, under a key of its own. */
export function orderRequest(change: Partial<RouterInputs['orders']['place']> = {}): RouterInputs['orders']['place'] {
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
