'use client';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Market } from '../../core/market/snapshot.ts';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { type ExternalStore, useExternalStore } from '../browser/externalStore.ts';
import type { RequestError } from '../browser/requestError.ts';
import type { Placement } from '../placing/placement.ts';
import { NOTHING_ON_ITS_WAY, type OnItsWay, type PlacementSender } from '../placing/placementSender.ts';
import type { Connection, ConnectionState } from './connectionState.ts';
import type { EventLog } from './heardEvents.ts';
import type { MarketStore } from './marketStore.ts';
import { type NewOrder, type NewOrders, NO_NEW_ORDERS } from './newOrders.ts';
import type { OwnOrders } from './ownOrders.ts';
import { type Session, type SessionKeeper, STARTING, type Trader } from './session.ts';

/** The last placement that the server refused, until the trader dismisses it. */
export type Refusal = { readonly placement: Placement; readonly error: RequestError };

/** The stores that all parts of the desk can watch. */
export type Desk = {
  readonly keeper: SessionKeeper;
  readonly connection: Connection;
  readonly market: MarketStore;
  /** The index price of every token, as last received. */
  readonly index: ExternalStore<IndexPrices | undefined>;
  readonly events: EventLog;
  readonly newOrders: NewOrders;
  /** The orders that this page follows with messages. */
  readonly ownOrders: OwnOrders;
  readonly placements: PlacementSender;
  readonly refusal: ExternalStore<Refusal | undefined>;
};

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('this part of the page stands outside of LiveProvider');
  return desk;
}

export function useSession(): Session {
  return useExternalStore(useDesk().keeper.session, STARTING);
}

/** The trader, once known. */
export function useTrader(): Trader | undefined {
  const session = useSession();
  return session.status === 'ready' ? session.trader : undefined;
}

export function useConnectionState(): ConnectionState {
  return useExternalStore(useDesk().connection.state, 'connecting');
}

/** The attempt to reconnect that is in progress or planned; 0 while the connection is up. */
export function useReconnectAttempt(): number {
  return useExternalStore(useDesk().connection.pause.attempt, 0);
}

export function useMarket(): Market | undefined {
  return useExternalStore<Market | undefined>(useDesk().market.market, undefined);
}

/** The index price of every token: the reference of charts and the day's change. Undefined before the first. */
export function useIndexPrices(): IndexPrices | undefined {
  return useExternalStore<IndexPrices | undefined>(useDesk().index, undefined);
}

/** True when no market update has come for a while: the prices shown may be old. */
export function useMarketIsStale(): boolean {
  return useExternalStore(useDesk().market.stale, false);
}

const NOTHING_HEARD: readonly OrderEventView[] = [];

/** The events of an order from the socket, as they arrive. */
export function useHeardOf(orderId: string): readonly OrderEventView[] {
  const { events } = useDesk();
  return useSyncExternalStore(
    useCallback((listener: () => void) => events.watch(orderId, listener), [events, orderId]),
    () => events.of(orderId),
    () => NOTHING_HEARD,
  );
}

/** The orders that were accepted while the page was open, newest first. */
export function useNewOrders(): readonly NewOrder[] {
  return useExternalStore(useDesk().newOrders.orders, NO_NEW_ORDERS);
}

export function useOnItsWay(): readonly OnItsWay[] {
  return useExternalStore(useDesk().placements.onItsWay, NOTHING_ON_ITS_WAY);
}

export function useRefusal(): Refusal | undefined {
  return useExternalStore<Refusal | undefined>(useDesk().refusal, undefined);
}
