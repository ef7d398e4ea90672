import type { ComponentType, ReactNode } from 'react';
import type { KeylessRequest } from '../../../core/order/placeOrder.ts';
import type { OrderPair } from '../../market/typedPrice.ts';
import type { TicketState } from '../ticketState.ts';
import type { Rates } from './rates.ts';

/** What an order that rests is read from. */
export type Entry = {
  readonly state: TicketState;
  /** Base units of tokenIn. */
  readonly amountIn: bigint;
  readonly pair: OrderPair;
  readonly locale: string;
};

/** What the fields of a kind are shown with. */
export type RestingFieldsProps = {
  readonly pair: OrderPair;
  /** The present rates of the pair. */
  readonly rates: Rates;
};

/** The ticket's part of an order kind that rests: one file in `app/ticket/kinds/` each. */
export type RestingKind = {
  /** The order in words after a verb: `Place limit order`. */
  readonly noun: string;
  /** What the order does, while the ticket is not filled in. */
  readonly about: string;
  /** The fields of its prices. */
  readonly Fields: ComponentType<RestingFieldsProps>;
  /** In place of the field that shows what the amount would get now. */
  readonly Receive?: ComponentType<RestingFieldsProps>;
  /** The worst prices that it has; none for an order that waits for its minimum alone. */
  readonly worstPrices: readonly WorstPrice[];
  /** True when the worst prices are those of an exit that its execution arms. */
  readonly armsExit?: true;
  /** The order as typed. Throws an Obstacle for what is missing or invalid. */
  ask(entry: Entry): KeylessRequest;
};

/** A choice of how far the execution may be below the quote at the trigger. */
export type WorstPrice = {
  readonly field: 'stopSlippage' | 'takeProfitSlippage';
  readonly label: ReactNode;
  readonly usualBps: number;
};
