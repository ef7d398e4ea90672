import { SOL, USDC } from '../../tokens/token.ts';
import { acceptedOrder } from '../applyEvent.ts';
import type { OrderTerms, OrderView } from '../orderView.ts';

/** 1.5 SOL for USDC. */
export const SAMPLE_TERMS: OrderTerms = {
  type: 'market',
  tokenIn: SOL.mint,
  tokenOut: USDC.mint,
  amountIn: '1500000000',
  slippageBps: 50,
  requestedMinOut: null,
  minOut: '1',
  quotedOut: '150000000',
  quoteSlot: 1,
  validUntil: '2026-01-01T00:02:00.000Z',
  trigger: null,
  exit: null,
  entryOrderId: null,
  version: 1,
};

/** A new order right after acceptance. */
export const SAMPLE_ORDER: OrderView = acceptedOrder({
  orderId: 'o1',
  acceptedAt: '2026-01-01T00:00:00.000Z',
  terms: SAMPLE_TERMS,
});
