'use client';
import { useEffect, useMemo, useState } from 'react';
import { draftOf, readDraft } from '../amending/amendDraft.ts';
import { openAmendment } from '../amending/openAmendment.ts';
import { sendAmendment } from '../amending/sendAmendment.ts';
import { useAmendServer } from '../amending/useAmendServer.ts';
import { createExternalStore, useExternalStore } from '../browser/externalStore.ts';
import { swapText } from '../order/orderOutcome.ts';
import { preferences } from '../preferences/preferences.ts';
import { useRestingOrders } from '../resting/useRestingOrders.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import { showToast } from '../ui/toastQueue.ts';
import { isMovable, type OrderLine, orderLinesOf, tickDecimals, ticksOf, ticksText } from './orderLine.ts';

/** After an answer the new line stays this long at most, ms, until its event has come. */
const EVENT_WITHIN_MS = 5_000;

/** A line that was moved and is not amended yet. `version` is that of the order's terms when it was moved. */
export type MovedLine = {
  readonly key: string;
  readonly version: number;
  readonly ticks: number;
  readonly decimals: number;
  readonly phase: 'moving' | 'confirming' | 'sending';
};

export type OrderLines = {
  /** The lines where they are now: a moved one at its new price. */
  readonly lines: readonly OrderLine[];
  readonly moved: MovedLine | undefined;
  /** Moves a line to a price, or by a number of ticks. */
  move(line: OrderLine, to: { price: number } | { by: number }): void;
  revert(): void;
  /** Sends the moved line: at once with one-click trading, else after a confirmation. Without one, opens the amendment. */
  send(line: OrderLine): void;
};

/** The lines of the orders that rest on a pair, and the one that the trader is moving. */
export function useOrderLines(opts: { pair: ChosenPair; near: number; locale: string }): OrderLines {
  const { pair, near, locale } = opts;
  const server = useAmendServer();
  const orders = useRestingOrders(pair);
  // Roughly, so that the lines do not change with every price.
  const roughly = Number(near.toPrecision(2));
  const resting = useMemo(() => orderLinesOf(orders, roughly), [orders, roughly]);
  // A store, because the end of a drag reads what the last move has just set.
  const [store] = useState(() => createExternalStore<MovedLine | undefined>(undefined));
  const moved = useExternalStore<MovedLine | undefined>(store, undefined);
  const own = resting.find(({ key }) => key === moved?.key);
  // Its order was amended, or does not rest any more.
  const isOver = moved !== undefined && own?.order.version !== moved.version;
  useEffect(() => {
    if (isOver) store.set(undefined);
  }, [isOver, store]);

  const lines = useMemo(() => {
    if (moved === undefined) return resting;
    const price = moved.ticks / 10 ** moved.decimals;
    return resting.map((line) => (line.key === moved.key ? { ...line, price } : line));
  }, [resting, moved]);

  const settle = (key: string, isSent: boolean) => {
    const forget = () => store.get()?.key === key && store.set(undefined);
    if (isSent) setTimeout(forget, EVENT_WITHIN_MS);
    else forget();
  };

  return {
    lines,
    moved,
    move(line, to) {
      if (!isMovable(line)) return;
      const now = store.get();
      const mine = now?.key === line.key ? now : undefined;
      if (mine !== undefined && mine.phase !== 'moving') return;
      const decimals = mine?.decimals ?? tickDecimals(line.price);
      const ticks =
        'price' in to ? ticksOf(to.price, decimals) : (mine?.ticks ?? ticksOf(line.price, decimals)) + to.by;
      const { key, order } = line;
      store.set({ key, version: order.version, decimals, ticks: Math.max(1, ticks), phase: 'moving' });
    },
    revert: () => store.get()?.phase === 'moving' && store.set(undefined),
    send(line) {
      const { key, order, role } = line;
      const mine = store.get();
      if (mine?.key !== key) {
        openAmendment({ order });
        return;
      }
      if (mine.phase !== 'moving' || role === 'bound') return;
      const prices = { [role]: ticksText({ ...mine, locale }) };
      if (!preferences.get().oneClick) {
        store.set({ ...mine, phase: 'confirming' });
        openAmendment({ order, prices, onSettled: (isSent) => settle(key, isSent) });
        return;
      }
      const draft = draftOf(order, locale);
      const { input } = readDraft({
        order,
        draft: { ...draft, prices: { ...draft.prices, ...prices } },
        available: undefined,
        locale,
      });
      if (input === undefined) return settle(key, false);
      store.set({ ...mine, phase: 'sending' });
      void sendAmendment({ server, input, locale }).then((answer) => {
        settle(key, 'order' in answer);
        if ('order' in answer) return;
        const title = `Not amended: ${swapText(order, locale)}`;
        showToast({ id: `amend-${order.orderId}`, title, description: answer.error.text, tone: 'bad' });
      });
    },
  };
}
