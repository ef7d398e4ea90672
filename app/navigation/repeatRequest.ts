import type { OrderView } from '../../core/order/orderView.ts';
import { createExternalStore } from '../browser/externalStore.ts';

/** The content for the ticket: the swap of an earlier order. */
export type RepeatRequest = Pick<OrderView, 'tokenIn' | 'tokenOut' | 'amountIn'>;

/** The repeat that waits for the ticket: requested from any page, taken by the ticket. */
export const repeatRequest = createExternalStore<RepeatRequest | undefined>(undefined);
