import type { OrderView } from '../../core/order/orderView.ts';
import { createExternalStore } from '../browser/externalStore.ts';

/** What the ticket is asked to be filled with: the swap of an earlier order. */
export type RepeatRequest = Pick<OrderView, 'tokenIn' | 'tokenOut' | 'amountIn'>;

/** The repeat that waits for the ticket: asked for anywhere, taken where the ticket is. */
export const repeatRequest = createExternalStore<RepeatRequest | undefined>(undefined);
