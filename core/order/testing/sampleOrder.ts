import { SOL, USDC } from '../../tokens/token.ts';
import type { OrderView } from '../orderView.ts';

/** An order just accepted: 1.5 SOL for USDC. */
export const SAMPLE_ORDER: OrderView = {
  orderId: 'o1',
  type: 'market',
  status: 'pending',
  tokenIn: SOL.mint,
  tokenOut: USDC.mint,
  amountIn: '1500000000',
  slippageBps: 50,
  requestedMinOut: null,
  minOut: '1',
  quotedOut: '150000000',
  quoteSlot: 1,
  attempt: 0,
  acceptedAt: '2026-01-01T00:00:00.000Z',
  validUntil: '2026-01-01T00:02:00.000Z',
  finalAt: null,
  nextRunAt: null,
  signature: null,
  fill: null,
  failure: null,
  steps: [{ status: 'pending', attempt: 0, at: '2026-01-01T00:00:00.000Z' }],
};
