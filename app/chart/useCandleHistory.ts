'use client';
import { useEffect, useMemo, useState } from 'react';
import type { Ratio } from '../../core/amounts/ratio.ts';
import type { CandleInterval } from '../../core/market/candle.ts';
import { indexPriceOf } from '../../core/market/indexPrices.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { Token } from '../../core/tokens/token.ts';
import { createExternalStore, useExternalStore } from '../browser/externalStore.ts';
import { type Desk, useDesk } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';
import { venuePrice } from '../market/midPrice.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import { type CandleHistory, createCandleHistory, type HistoryState, NO_HISTORY } from './candleHistory.ts';
import type { LivePrice } from './chartCandle.ts';

function asNumber(ratio: Ratio, base: Token, quote: Token): number {
  return (Number(ratio.numerator) / Number(ratio.denominator)) * 10 ** (base.decimals - quote.decimals);
}

/** The pair's last received prices: the index price, and the venues' pool prices before fees. */
function livePriceOf(desk: Desk, { base, quote }: ChosenPair): LivePrice | undefined {
  const index = desk.index.get();
  if (index === undefined) return undefined;
  const price = indexPriceOf(index, { base: base.mint, quote: quote.mint });
  if (price === undefined) return undefined;
  const pools = desk.market.market.get()?.pools ?? [];
  const venues = VENUES.flatMap(({ id }) => {
    const ratio = venuePrice({ pools, venue: id, base: base.mint, quote: quote.mint });
    return ratio === undefined ? [] : [[id, asNumber(ratio, base, quote)] as const];
  });
  return { unixMs: index.unixMs, index: Number(price), venues: Object.fromEntries(venues) };
}

/** The candles of the pair, live. After a change of pair or interval the previous ones stay until the first answer; `of` identifies them. */
export function useCandleHistory(opts: {
  pair: ChosenPair;
  interval: CandleInterval;
}): HistoryState & { key: string; retry(): void; loadOlder(): void } {
  const { pair, interval } = opts;
  const { client } = trpc.useUtils();
  const desk = useDesk();
  const [state] = useState(() => createExternalStore<HistoryState>(NO_HISTORY));
  const [current] = useState<{ history: CandleHistory | undefined }>({ history: undefined });
  const key = `${pair.name} ${interval}`;

  useEffect(() => {
    const history = createCandleHistory({
      of: key,
      interval,
      state,
      ask: (range, signal) =>
        client.market.candles.query(
          { base: pair.base.symbol, quote: pair.quote.symbol, interval, ...range },
          { signal },
        ),
    });
    current.history = history;
    history.load();
    const unsubscribe = desk.index.subscribe(() => {
      const live = livePriceOf(desk, pair);
      if (live !== undefined) history.hear(live);
    });
    return () => {
      unsubscribe();
      history.stop();
    };
  }, [client, desk, pair, interval, key, state, current]);

  const calls = useMemo(
    () => ({ retry: () => current.history?.load(), loadOlder: () => current.history?.loadOlder() }),
    [current],
  );
  return { ...useExternalStore(state, NO_HISTORY), ...calls, key };
}
