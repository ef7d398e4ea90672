'use client';
import { useId } from 'react';
import { formatPercent } from '../../../core/amounts/format.ts';
import { parseNumeral } from '../../../core/amounts/parse.ts';
import type { Ratio } from '../../../core/amounts/ratio.ts';
import { type Rate, rateOf } from '../../../core/order/trigger/rate.ts';
import { deviationPpm, priceText } from '../../market/midPrice.ts';
import { type OrderPair, paysBase, priceOfRate, rateOfPrice, roundPrice } from '../../market/typedPrice.ts';
import { BUTTON_LOOK } from '../../ui/buttonLook.ts';
import { fittedSize, TICKET_FIGURE } from '../../ui/fittedSize.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { FIELD, Value } from '../AmountBox.tsx';
import { copiedInto } from '../pastedAmount.ts';

/** Decimals that a pasted multiple (`1.5k`) is written out with. */
const PASTED_DECIMALS = 12;

/** A price in the market's direction, with buttons for prices near the market. */
export function PriceField(props: {
  label: string;
  pair: OrderPair;
  text: string;
  onText(text: string): void;
  /** The present rate that the price is compared with, and what that is called. */
  rate: Rate | undefined;
  rateName: string;
  /** The same after `above`. */
  rateWords?: string;
  /** The changes of the rate that the buttons enter, percent; 0 is the rate itself. A rate that rises is in the trader's favour. */
  presets: readonly number[];
}) {
  const { label, pair, text, onText, rate, rateName, rateWords = 'the market', presets } = props;
  const locale = useLocale();
  const id = useId();
  const market = rate && priceOfRate(rate, pair);
  return (
    <div className={FIELD}>
      <div className="flex h-6 items-center justify-between gap-2 max-lg:h-9">
        <label htmlFor={id} className="text-muted">
          {label}
        </label>
        <div className="flex gap-1">
          {presets.map((preset) => {
            const percent = paysBase(pair) ? preset : -preset;
            return (
              <button
                key={preset}
                type="button"
                aria-label={`${label}: ${presetWords(percent, rateWords)}`}
                aria-disabled={market === undefined}
                onClick={() => market && onText(roundPrice({ price: moved(market, percent), pair, locale }))}
                className={`${BUTTON_LOOK.small} border border-line aria-disabled:opacity-50 max-lg:h-9 max-lg:px-2.5`}
              >
                {percent === 0 ? 'Market' : signed(percent)}
              </button>
            );
          })}
        </div>
      </div>
      <div className="mt-1 flex items-center gap-2">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="0"
          value={text}
          onChange={(event) => onText(event.target.value)}
          {...copiedInto({ decimals: PASTED_DECIMALS, locale, names: [pair.quote.symbol.toLowerCase(), '$'] }, onText)}
          className={`h-9 w-full min-w-0 bg-transparent font-medium outline-none placeholder:text-faint ${fittedSize(text, TICKET_FIGURE)}`}
        />
        <span className="shrink-0 text-muted">
          {pair.quote.symbol} per {pair.base.symbol}
        </span>
      </div>
      <Value>
        <span>
          {rateName} {market === undefined ? '—' : priceText({ ratio: market, ...pair, locale })}
        </span>
        <Distance text={text} pair={pair} market={market} />
      </Value>
    </div>
  );
}

function signed(percent: number): string {
  return percent < 0 ? `−${-percent}%` : `+${percent}%`;
}

function presetWords(percent: number, rateWords: string): string {
  if (percent === 0) return rateWords;
  return `${Math.abs(percent)}% ${percent > 0 ? 'above' : 'below'} ${rateWords}`;
}

function moved(price: Ratio, percent: number): Ratio {
  return { numerator: price.numerator * BigInt(100 + percent), denominator: price.denominator * 100n };
}

/** Smaller distances are none. */
const LEAST_SHOWN_PPM = 50;

/** How far the typed price is from the market. */
function Distance({ text, pair, market }: { text: string; pair: OrderPair; market: Ratio | undefined }) {
  const locale = useLocale();
  const parsed = parseNumeral({ text, locale });
  const rate = parsed.kind === 'numeral' ? rateOfPrice(parsed, pair) : undefined;
  if (rate === undefined || market === undefined) return null;
  const ppm = deviationPpm(priceOfRate(rateOf(rate), pair), market);
  if (Math.abs(ppm) < LEAST_SHOWN_PPM) return <span>· at your price</span>;
  return (
    <span>
      · yours {formatPercent({ ppm: Math.abs(ppm), locale })} {ppm < 0 ? 'below' : 'above'}
    </span>
  );
}
