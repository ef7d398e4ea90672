'use client';
import { useMarket } from '../live/DeskContext.tsx';
import { asMarket, midPrice, priceText } from '../market/midPrice.ts';
import { useTicket } from '../ticket/TicketContext.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** The ticket's pair and its price between both venues, from the streamed pools. */
export function PairPrice() {
  const { state } = useTicket();
  const market = useMarket();
  const locale = useLocale();
  const { base, quote } = asMarket(state.tokenIn, state.tokenOut);
  const ratio =
    market === undefined ? undefined : midPrice({ pools: market.pools, base: base.mint, quote: quote.mint });
  return (
    <p className="flex min-w-0 items-center gap-3 overflow-hidden border-l border-line pl-4 max-sm:gap-2 max-sm:border-0 max-sm:pl-0">
      <span className="flex items-center gap-1.5 font-semibold whitespace-nowrap">
        <TokenMark symbol={base.symbol} size="small" />
        {base.symbol}/{quote.symbol}
      </span>
      {ratio === undefined ? (
        <span className="skeleton h-5 w-20" />
      ) : (
        <span className="text-base font-semibold" title="Mid price of both venues">
          <span className="sr-only">Price </span>
          {priceText({ ratio, base, quote, locale })}
        </span>
      )}
    </p>
  );
}
