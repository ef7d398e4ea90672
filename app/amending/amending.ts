import type { OrderView } from '../../core/order/orderView.ts';
import { createExternalStore } from '../browser/externalStore.ts';
import type { PriceRole } from '../resting/restingPrices.ts';

/** The order whose amendment is open, with prices that were chosen elsewhere, as texts. */
export type OpenedAmendment = {
  readonly order: OrderView;
  readonly prices?: Readonly<Partial<Record<PriceRole, string>>>;
  /** Called when it is closed: with true when it was sent. */
  readonly onSettled?: (isSent: boolean) => void;
};

/** The open amendment; undefined while there is none. */
export const amending = createExternalStore<OpenedAmendment | undefined>(undefined);

/** Closes it, sent or not. */
export function closeAmendment(isSent: boolean): void {
  amending.get()?.onSettled?.(isSent);
  amending.set(undefined);
}
