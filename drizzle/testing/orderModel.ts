import type fc from 'fast-check';
import type { OrderStatus } from '../../core/order/lifecycle.ts';
import type { Mint } from '../../core/tokens/token.ts';
import type { OrderAmendment } from '../orderAmendment.ts';
import type { OrderCancellation } from '../orderCancellation.ts';
import type { OrderExecution } from '../orderExecution.ts';
import type { OrderHistory } from '../orderHistory.ts';
import type { createOrderIntake } from '../orderIntake.ts';
import type { RestingOrders, WatchedPair } from '../restingOrders.ts';
import type { FreshDatabase } from './freshDatabase.ts';

/** A readable model of orders and ledger, with which random sequences of operations are compared (drizzle/orderModel.itest.ts). */

export const TRADERS = ['ann', 'bob'] as const;
export type TraderId = (typeof TRADERS)[number];
/** Large enough that a few orders exhaust a balance. */
export const AMOUNTS = [1n, 20_000_000_000n, 60_000_000_000n];
export const MIN_OUT = 100n;
/** An order with an age below this counts as just accepted, however slow the machine: the engine's own bound less a margin, milliseconds. */
export const FRESH_MS = 4_000;
export type ModelOrder = {
  readonly id: string;
  readonly trader: TraderId;
  readonly key: string;
  readonly kind: 'market' | 'stop';
  /** Of the request that placed it. */
  readonly fingerprint: string;
  readonly placedAt: number;
  amount: bigint;
  minOut: bigint;
  version: number;
  /** It waits for its trigger. */
  resting: boolean;
  /** Its time is over. */
  expired: boolean;
  lastAttempt: number;
  status: OrderStatus;
  attempt: number;
  epoch: number;
  leased: boolean;
  /** The attempt was begun by a claim or a retry under a lease: the next claim uses it up. */
  begun: boolean;
  /** It was taken by one commit, as a prepared order. */
  prepared: boolean;
  /** Its trader asked for the cancellation while a submission was live. */
  cancelRequested: boolean;
  live: string | undefined;
  events: OrderStatus[];
};
export type Model = {
  orders: ModelOrder[];
  available: Map<string, bigint>;
  signatures: number;
  /** The pair's lease, and what each watcher believes of it. */
  lease: { owner: number | undefined; epoch: number } | undefined;
  believed: (WatchedPair | undefined)[];
  /** How often something happened that every run of the test needs. */
  reached: Map<string, number>;
};
export type Real = {
  db: FreshDatabase;
  execution: OrderExecution;
  intake: ReturnType<typeof createOrderIntake>;
  history: OrderHistory;
  cancellation: OrderCancellation;
  amendment: OrderAmendment;
  watchers: readonly RestingOrders[];
};
export type Command = fc.AsyncCommand<Model, Real>;

export const balanceKey = (trader: TraderId, mint: Mint) => `${trader} ${mint}`;
export function credit(model: Model, trader: TraderId, mint: Mint, amount: bigint): void {
  const key = balanceKey(trader, mint);
  model.available.set(key, (model.available.get(key) ?? 0n) + amount);
}

/** The nth order, if there are any. */
export const chosen = (model: Readonly<Model>, nth: number) => model.orders[nth % Math.max(1, model.orders.length)];
export function existing(model: Readonly<Model>, nth: number): ModelOrder {
  const order = chosen(model, nth);
  if (order === undefined) throw new Error('there is no order');
  return order;
}

export function step(order: ModelOrder, status: OrderStatus): void {
  order.status = status;
  order.events.push(status);
}

export function count(model: Model, what: string): void {
  model.reached.set(what, (model.reached.get(what) ?? 0) + 1);
}
