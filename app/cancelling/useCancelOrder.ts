'use client';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { cancelOne } from './cancelOne.ts';
import { type CancelState, useCancelState } from './cancelStates.ts';
import { useCancelMeans } from './useCancelMeans.ts';

/** The cancellation of an order: `ready` to be requested, under way, too late, or over with the order. `cancel` does nothing unless it is ready. */
export function useCancelOrder(order: OrderView): { state: CancelState | 'ready' | 'over'; cancel(): void } {
  const means = useCancelMeans();
  const requested = useCancelState(order);
  const state = isFinal(order.status) ? 'over' : (requested ?? 'ready');
  return { state, cancel: () => state === 'ready' && void cancelOne({ order, ...means }) };
}
