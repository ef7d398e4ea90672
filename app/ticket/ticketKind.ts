import type { ComponentType } from 'react';
import type { KeylessRequest } from '../../core/order/placeOrder.ts';
import type { FrozenQuote } from './frozenQuote.ts';
import type { TicketBound, TicketState } from './ticketState.ts';

/**
 * The ticket's part of an order kind: its fields, terms and words, and the request that it sends. One file in `kinds/` each, listed in
 * `kinds/ticketKinds.ts`.
 */
export type TicketKind = {
  /** The ticket's headline, and its name where there is a choice of several. */
  readonly title: string;
  /** The button that sends at once. */
  sendLabel(state: TicketState): string;
  /** The button that opens the confirm step, the headline of that step, and its button. */
  readonly reviewLabel: string;
  readonly confirmLabel: string;
  /** What the order will do, in a sentence, for the confirm step. */
  readonly sentence: string;
  readonly bound: TicketBound;
  /** The fields in addition to the amounts. */
  readonly Fields: ComponentType;
  /** The terms of the current ticket. */
  readonly Terms: ComponentType;
  /** The order that sends exactly what was shown. */
  request(frozen: FrozenQuote): KeylessRequest;
};
