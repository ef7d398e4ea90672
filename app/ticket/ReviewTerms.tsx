'use client';
import { formatAmount, formatBasisPoints, formatPercent } from '../../core/amounts/format.ts';
import type { VenueQuote } from '../../core/routing/route.ts';
import type { Token } from '../../core/tokens/token.ts';
import { useMarket } from '../live/DeskContext.tsx';
import { usdcValue } from '../market/usdcValue.ts';
import { ImpactText } from '../quotes/ImpactText.tsx';
import { RouteDrawing } from '../quotes/RouteDrawing.tsx';
import { fittedSize } from '../ui/fittedSize.ts';
import { TokenMark } from '../ui/TokenMark.tsx';
import { UsdcText } from '../ui/UsdcText.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';
import type { FrozenQuote } from './frozenQuote.ts';
import { RateTerm } from './RateTerm.tsx';
import { Term } from './Term.tsx';

/** All terms that a trader agrees to. */
export function ReviewTerms({ frozen }: { frozen: FrozenQuote }) {
  const { tokenIn, tokenOut, decision } = frozen;
  const { route } = decision;
  const locale = useLocale();
  const slippage = formatPercent({ ppm: frozen.slippageBps * 100, locale });
  return (
    <>
      <div className="flex flex-col gap-2 rounded-lg border border-line bg-ground p-3">
        <Side name="You pay" token={tokenIn} amount={frozen.amountIn} />
        <Side name="You receive" token={tokenOut} amount={route.amountOut} />
      </div>
      <dl className="flex flex-col">
        <Term name={frozen.ownMinimum ? 'Your own minimum' : 'Minimum received'}>
          <span className="font-medium">
            {formatAmount({ amount: frozen.minOut, decimals: tokenOut.decimals, locale })} {tokenOut.symbol}
          </span>
        </Term>
        {!frozen.ownMinimum && <Term name="Slippage">{slippage}</Term>}
        <RateTerm route={route} tokenIn={tokenIn} tokenOut={tokenOut} />
        <Term name="Price impact">
          <ImpactText ppm={route.priceImpactPpm} />
        </Term>
        <Term name="Network fee and rent">Paid by the engine</Term>
      </dl>
      <div className="flex flex-col gap-2 border-t border-line pt-3">
        <RouteDrawing route={route} />
        <ul aria-label="Venues compared">
          {decision.venues.map((quote) => (
            <li key={quote.venue} className="flex h-6 items-center justify-between gap-3">
              <VenueName venue={quote.venue} />
              <Compared quote={quote} tokenOut={tokenOut} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function Side({ name, token, amount }: { name: string; token: Token; amount: bigint }) {
  const market = useMarket();
  const locale = useLocale();
  const text = formatAmount({ amount, decimals: token.decimals, locale });
  const value = market === undefined ? undefined : usdcValue({ pools: market.pools, token, amount });
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="shrink-0 text-muted">{name}</span>
      <span className="min-w-0 text-right">
        <span
          className={`flex items-center justify-end gap-2 font-semibold whitespace-nowrap ${fittedSize(text, [
            [14, 'text-lg max-[22.5rem]:text-sm'],
            [40, 'text-sm'],
          ])}`}
        >
          <TokenMark symbol={token.symbol} />
          {text} {token.symbol}
        </span>
        <span className="block h-4 text-2xs text-faint">{value !== undefined && <UsdcText value={value} />}</span>
      </span>
    </div>
  );
}

/** The output of one venue alone for the whole amount, against the chosen route. */
function Compared({ quote, tokenOut }: { quote: VenueQuote; tokenOut: Token }) {
  const locale = useLocale();
  if (quote.kind === 'refused') {
    return <span className="truncate text-muted">{quote.code === null ? 'no direct pool' : quote.message}</span>;
  }
  return (
    <span className="flex gap-2">
      {formatAmount({ amount: quote.amountOut, decimals: tokenOut.decimals, locale })} {tokenOut.symbol}
      <span className={`min-w-18 text-right ${quote.lostByPpm === 0 ? 'text-good' : 'text-bad'}`}>
        {quote.lostByPpm === 0 ? 'best' : `−${formatBasisPoints({ ppm: quote.lostByPpm, locale })} bps`}
      </span>
    </span>
  );
}
