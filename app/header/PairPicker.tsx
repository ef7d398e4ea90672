'use client';
import { type ReactNode, Suspense, useState } from 'react';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import { useDeskActions } from '../keyboard/useDeskActions.ts';
import { useIndexPrices, useMarket, useMarketIsStale } from '../live/DeskContext.tsx';
import { useListing } from '../live/useListing.ts';
import { listedMarkets } from '../market/midPrice.ts';
import { PriceChange } from '../market/PriceChange.tsx';
import { pairStats } from '../market/pairStats.ts';
import { useDays } from '../market/useDay.ts';
import { useTicket } from '../ticket/TicketContext.tsx';
import { type ChosenPair, usePair } from '../ticket/usePair.ts';
import { ComboboxButton } from '../ui/ComboboxButton.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';
import { PAIR_TRIGGER_LOOK, PairTriggerContent } from './PairTrigger.tsx';

const load = () => import('./PairCombobox.tsx');
const PairCombobox = lazyPart(load);

/** The ticket's pair with its price, change of the day and the venues' prices; its button opens the list of pairs. */
export function PairPicker() {
  const pair = usePair();
  const { dispatch } = useTicket();
  useListing();
  // Counts the uses of the shortcut, so that each one opens the list again.
  const [opened, setOpened] = useState(0);
  const choose = ({ base, quote }: Pick<ChosenPair, 'base' | 'quote'>) =>
    dispatch({ type: 'pair', tokenIn: base, tokenOut: quote });

  useDeskActions([
    {
      id: 'market.pairs',
      group: 'Market',
      label: 'Choose a pair',
      keywords: ['market', 'search'],
      hotkey: 'p',
      run: () => setOpened((count) => count + 1),
    },
    ...listedMarkets().map((market) => ({
      id: `market.pair.${market.pair}`,
      group: 'Market' as const,
      label: `Go to ${market.pair}`,
      keywords: [market.base.name, market.quote.name, 'trade', 'swap', 'pair', 'chart'],
      run: () => choose(market),
    })),
  ]);

  const button = (
    <ComboboxButton
      aria-label={`Pair: ${pair.name}`}
      className={PAIR_TRIGGER_LOOK}
      load={load}
      onClick={() => setOpened(1)}
    >
      <PairTriggerContent pair={pair} />
    </ComboboxButton>
  );
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 max-sm:gap-1">
      {opened === 0 ? (
        button
      ) : (
        <Suspense fallback={button}>
          <PairCombobox key={opened} pair={pair} onChoose={choose} />
        </Suspense>
      )}
      <PairPrices pair={pair} />
    </div>
  );
}

/** The pair's figures beside its name, as many as there is room for. */
function PairPrices({ pair }: { pair: ChosenPair }) {
  const index = useIndexPrices();
  const market = useMarket();
  const isStale = useMarketIsStale();
  const days = useDays();
  const locale = useLocale();
  const stats = pairStats({ ...pair, index, market, day: days.get(pair.name), locale });
  return (
    <div className="flex min-w-0 flex-1 items-center gap-5 whitespace-nowrap">
      <p className="flex items-baseline gap-2 max-sm:flex-col max-sm:items-start max-sm:gap-0">
        {stats.price === undefined ? (
          <span className="skeleton inline-block h-5 w-20 self-center" />
        ) : (
          <span
            className={`text-base leading-5 font-semibold ${isStale ? 'text-muted' : ''}`}
            title={isStale ? 'Index price, delayed' : 'Index price'}
          >
            <span className="sr-only">Index price </span>
            {stats.price}
          </span>
        )}
        <span className="text-xs max-sm:text-2xs max-sm:leading-3.5">
          <PriceChange ppm={stats.changePpm} locale={locale} /> <span className="text-2xs text-muted">24 h</span>
        </span>
      </p>
      {/* A figure without room moves as a whole into a second line, which is hidden: half a number would be another number. */}
      <dl className="flex h-8 min-w-0 flex-1 flex-wrap items-center gap-x-5 overflow-hidden max-lg:hidden">
        {VENUES.map(({ id }) => (
          <Figure key={id} name={<VenueName venue={id} />} value={stats.venues.get(id)} />
        ))}
        <Figure
          name="Difference"
          title="Difference between the highest and the lowest of the venues’ prices, basis points"
          value={stats.differenceBps && `${stats.differenceBps} bps`}
        />
        <Figure name="24 h high" value={stats.high} className="max-xl:hidden" />
        <Figure name="24 h low" value={stats.low} className="max-xl:hidden" />
      </dl>
    </div>
  );
}

function Figure(props: { name: ReactNode; value: string | undefined; title?: string; className?: string }) {
  return (
    <div title={props.title} className={`h-8 ${props.className ?? ''}`}>
      <dt className="text-2xs leading-3.5 text-muted">{props.name}</dt>
      <dd className="text-xs leading-4 text-ink">{props.value ?? <span className="text-muted">–</span>}</dd>
    </div>
  );
}
