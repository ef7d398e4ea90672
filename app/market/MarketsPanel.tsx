'use client';
import { formatBasisPoints } from '../../core/amounts/format.ts';
import type { Market } from '../../core/market/snapshot.ts';
import type { Token } from '../../core/tokens/token.ts';
import { useMarket } from '../live/DeskContext.tsx';
import { useTicket } from '../ticket/TicketContext.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VENUE_NAMES } from '../ui/VenueName.tsx';
import { asMarket, deviationPpm, MARKETS, priceText, type Ratio, venuePrice } from './midPrice.ts';

type Row = (typeof MARKETS)[number];

/** All pairs with what each venue trades at. Choosing one fills the ticket. */
export function MarketsPanel({ onChosen }: { onChosen(): void }) {
  const market = useMarket();
  return (
    <Panel
      title="Markets"
      className="flex-1"
      aside={<span className="text-2xs text-faint">Mid prices, live</span>}
      bodyClassName="overflow-y-auto px-2 py-1.5"
    >
      <table className="w-full table-fixed text-xs">
        <thead>
          <tr className="text-2xs text-faint">
            <th scope="col" className="h-6 w-22 px-2 text-left font-normal">
              Pair
            </th>
            <th scope="col" className="text-right font-normal">
              {VENUE_NAMES.raydium}
            </th>
            <th scope="col" className="text-right font-normal">
              {VENUE_NAMES.meteora}
            </th>
            <th scope="col" className="w-12 pr-2 text-right font-normal" title="Meteora against Raydium, basis points">
              bps
            </th>
          </tr>
        </thead>
        <tbody>
          {MARKETS.map((row) => (
            <MarketRow key={row.pair} row={row} market={market} onChosen={onChosen} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function MarketRow(props: { row: Row; market: Market | undefined; onChosen(): void }) {
  const { row, market, onChosen } = props;
  const { state, dispatch } = useTicket();
  const locale = useLocale();
  const { pair, base, quote } = row;
  const of = (venue: 'raydium' | 'meteora'): Ratio | undefined =>
    market === undefined ? undefined : venuePrice({ ...market, venue, base: base.mint, quote: quote.mint });
  const [raydium, meteora] = [of('raydium'), of('meteora')];
  const chosen = asMarket(state.tokenIn, state.tokenOut);
  const isChosen = chosen.base === base && chosen.quote === quote;
  const text = (ratio: Ratio | undefined) =>
    ratio === undefined ? (
      <span className="skeleton ml-auto block h-3.5 w-14" />
    ) : (
      fittingPrice({ ratio, base, quote, locale })
    );
  return (
    <tr className={`relative h-7 hover:bg-hover ${isChosen ? 'bg-accent-soft' : ''}`}>
      <th scope="row" className="rounded-l px-2 text-left font-medium">
        <button
          type="button"
          aria-pressed={isChosen}
          onClick={() => {
            dispatch({ type: 'pair', tokenIn: base, tokenOut: quote });
            onChosen();
          }}
          className="rounded after:absolute after:inset-0"
        >
          {base.symbol}
          <span className="text-faint">/{quote.symbol}</span>
          <span className="sr-only">: put it in the ticket, {pair}</span>
        </button>
      </th>
      <td className="text-right">{text(raydium)}</td>
      <td className="text-right">{text(meteora)}</td>
      <td className="rounded-r pr-2 text-right text-2xs text-muted">
        {raydium === undefined || meteora === undefined ? '' : signed(deviationPpm(meteora, raydium), locale)}
      </td>
    </tr>
  );
}

function signed(ppm: number, locale: string): string {
  const text = formatBasisPoints({ ppm: Math.abs(ppm), locale, fixed: true });
  return Math.abs(ppm) < 5 ? text : `${ppm > 0 ? '+' : '−'}${text}`;
}

/** Characters that a price column holds. */
const COLUMN = 11;

/** A price to five digits, or four where it would leave its column. */
function fittingPrice(opts: { ratio: Ratio; base: Token; quote: Token; locale: string }): string {
  const text = priceText({ ...opts, significantDigits: 5 });
  return text.length <= COLUMN ? text : priceText({ ...opts, significantDigits: 4 });
}
