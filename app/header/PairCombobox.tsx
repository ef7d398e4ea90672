'use client';
import { Combobox } from '@base-ui/react/combobox';
import type { CSSProperties } from 'react';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import { useIndexPrices, useMarket } from '../live/DeskContext.tsx';
import { useListing } from '../live/useListing.ts';
import { type ListedMarket, listedMarkets } from '../market/midPrice.ts';
import { PriceChange } from '../market/PriceChange.tsx';
import { type PairStats, pairStats } from '../market/pairStats.ts';
import { isPairMeant } from '../market/tokenSearch.ts';
import { useDays } from '../market/useDay.ts';
import type { ChosenPair } from '../ticket/usePair.ts';
import { ComboboxPopup } from '../ui/ComboboxPopup.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { PAIR_TRIGGER_LOOK, PairTriggerContent } from './PairTrigger.tsx';

const COLUMNS =
  'grid grid-cols-[minmax(9rem,1fr)_7.5rem_5rem_repeat(var(--venues),7.5rem)_3.5rem] items-center gap-2 px-3 max-sm:grid-cols-[minmax(0,1fr)_7.5rem_5rem]';
const COLUMN_STYLE = { '--venues': VENUES.length } as CSSProperties;

/** The list of pairs, initially open: search by symbol or name, with each pair's price, change of the day and the venues' prices. */
export default function PairCombobox(props: {
  pair: ChosenPair;
  onChoose(pair: Pick<ChosenPair, 'base' | 'quote'>): void;
}) {
  const { pair, onChoose } = props;
  const index = useIndexPrices();
  const market = useMarket();
  const days = useDays();
  const locale = useLocale();
  useListing();
  const markets = listedMarkets();
  const value = markets.find((one) => one.pair === pair.name) ?? null;
  return (
    <Combobox.Root
      items={markets}
      value={value}
      onValueChange={(chosen) => chosen !== null && onChoose(chosen)}
      filter={isPairMeant}
      itemToStringLabel={({ pair, base, quote }: ListedMarket) => `${pair} ${base.name} ${quote.name}`}
      autoHighlight
      defaultOpen
    >
      <Combobox.Trigger aria-label={`Pair: ${pair.name}`} className={PAIR_TRIGGER_LOOK}>
        <PairTriggerContent pair={pair} />
      </Combobox.Trigger>
      <ComboboxPopup
        label="Pairs"
        align="start"
        search={{ label: 'Search pairs', placeholder: 'Search pairs' }}
        empty="No such pair is listed."
        width="w-max max-w-[calc(100vw-1rem)] max-sm:w-[calc(100vw-1rem)]"
      >
        <div aria-hidden="true" className={`${COLUMNS} h-7 text-right text-2xs text-muted`} style={COLUMN_STYLE}>
          <span className="text-left">Pair</span>
          <span>Index price</span>
          <span>24 h</span>
          {VENUES.map(({ id, name }) => (
            <span key={id} className="max-sm:hidden">
              {name}
            </span>
          ))}
          <span className="max-sm:hidden">bps</span>
        </div>
        <Combobox.List className="max-h-[26rem] overflow-y-auto pb-1 empty:hidden">
          {(item: ListedMarket) => (
            <Combobox.Item
              key={item.pair}
              value={item}
              style={COLUMN_STYLE}
              className={`${COLUMNS} h-9 text-right text-xs outline-none data-highlighted:bg-hover data-selected:bg-accent-soft max-sm:h-11`}
            >
              <PairRow
                item={item}
                locale={locale}
                stats={pairStats({ ...item, index, market, day: days.get(item.pair), locale })}
              />
            </Combobox.Item>
          )}
        </Combobox.List>
      </ComboboxPopup>
    </Combobox.Root>
  );
}

function PairRow({ item, stats, locale }: { item: ListedMarket; stats: PairStats; locale: string }) {
  const { base, quote } = item;
  return (
    <>
      <span className="flex items-center gap-2 text-left text-[0.8125rem] font-medium">
        <TokenMark symbol={base.symbol} size="small" />
        <span>
          {base.symbol}
          <span className="text-muted">/{quote.symbol}</span>
        </span>
      </span>
      <span className="text-ink">{stats.price ?? '–'}</span>
      <PriceChange ppm={stats.changePpm} locale={locale} />
      {VENUES.map(({ id, name }) => (
        <span key={id} className="text-muted max-sm:hidden">
          <span className="sr-only">{name} </span>
          {stats.venues.get(id) ?? '–'}
        </span>
      ))}
      <span className="text-muted max-sm:hidden">
        {stats.differenceBps ?? '–'}
        <span className="sr-only"> basis points apart</span>
      </span>
    </>
  );
}
