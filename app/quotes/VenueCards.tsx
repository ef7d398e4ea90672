'use client';
import type { ReactNode } from 'react';
import { formatAmount, formatBasisPoints } from '../../core/amounts/format.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { RouteDecision, VenueQuote } from '../../core/routing/route.ts';
import { type Token, tokenByMint } from '../../core/tokens/token.ts';
import type { VenueId } from '../../core/venues/venue.ts';
import { useMarket } from '../live/DeskContext.tsx';
import { priceText, venuePrice } from '../market/midPrice.ts';
import { CARD_FIGURE, fittedSize } from '../ui/fittedSize.ts';
import { CheckIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';
import { ImpactText } from './ImpactText.tsx';

/** The venues' quotes below one another, with the loss of the worse ones. Keeps its size while there is no amount. */
export function VenueCards(props: { decision: RouteDecision | undefined; tokenIn: Token; tokenOut: Token }) {
  const { decision, tokenIn, tokenOut } = props;
  return (
    <ul className="flex flex-col gap-1.5" aria-label="Quotes by venue">
      {VENUES.map(({ id: venue }) => (
        <VenueCard
          key={venue}
          venue={venue}
          quote={decision?.venues.find((one) => one.venue === venue)}
          isPriced={decision !== undefined}
          tag={tagOf(decision, venue)}
          tokenIn={tokenIn}
          tokenOut={tokenOut}
        />
      ))}
    </ul>
  );
}

type Tag = 'best' | 'in-route' | undefined;

function tagOf(decision: RouteDecision | undefined, venue: VenueId): Tag {
  if (decision?.kind !== 'route') return undefined;
  const { route } = decision;
  if (route.kind === 'single') return route.legs[0]?.venue === venue ? 'best' : undefined;
  return route.legs.some((leg) => leg.venue === venue) ? 'in-route' : undefined;
}

type CardProps = {
  venue: VenueId;
  quote: VenueQuote | undefined;
  /** False while there is no amount to quote. */
  isPriced: boolean;
  tag: Tag;
  tokenIn: Token;
  tokenOut: Token;
};

function VenueCard(props: CardProps) {
  const { venue, quote, isPriced, tag } = props;
  const won = tag === 'best';
  return (
    <li
      className={`flex flex-col gap-0.5 rounded-lg border px-3 py-1.5 ${won ? 'border-good/50 bg-good-soft' : 'border-line bg-ground'}`}
    >
      {quote?.kind === 'filled' ? (
        <Filled {...props} quote={quote} />
      ) : quote === undefined && !isPriced ? (
        <AtRest {...props} />
      ) : (
        <>
          <Head venue={venue} tag={tag} />
          <p className={NOTE}>{quote === undefined ? NO_DIRECT_POOL : refusalWords(quote)}</p>
        </>
      )}
    </li>
  );
}

const NOTE = 'min-h-4 text-2xs text-muted';
const NO_DIRECT_POOL = 'No direct pool for this pair.';

/** The upper line: the venue, and on the right its output. */
function Head(props: { venue: VenueId; tag: Tag; figure?: string; symbol?: string; isFaint?: boolean }) {
  const { venue, tag, figure, symbol = '', isFaint = false } = props;
  return (
    <div className="flex h-5 items-center gap-2">
      <span className="font-medium">
        <VenueName venue={venue} />
      </span>
      <TagText tag={tag} />
      {figure !== undefined && (
        <p
          title={`${figure} ${symbol}`}
          className={`ml-auto truncate font-medium ${isFaint ? 'text-muted' : 'text-ink'} ${fittedSize(figure, CARD_FIGURE)}`}
        >
          {figure}
          {/* A figure that takes the whole line omits its symbol, which the ticket shows. */}
          <span className={figure.length > 17 ? 'sr-only' : 'pl-1 text-2xs font-normal text-muted'}>{symbol}</span>
        </p>
      )}
    </div>
  );
}

function TagText({ tag }: { tag: Tag }) {
  if (tag === undefined) return null;
  return tag === 'best' ? (
    <span className="inline-flex items-center gap-1 text-2xs font-semibold text-good">
      <CheckIcon className="size-3.5" />
      Best
    </span>
  ) : (
    <span className="whitespace-nowrap text-2xs font-medium text-accent">In the route</span>
  );
}

/** Without an amount: the price of the venue's pool. */
function AtRest({ venue, tokenIn, tokenOut }: CardProps) {
  const market = useMarket();
  const locale = useLocale();
  const ratio =
    market === undefined
      ? undefined
      : venuePrice({ pools: market.pools, venue, base: tokenIn.mint, quote: tokenOut.mint });
  if (ratio === undefined)
    return (
      <>
        <Head venue={venue} tag={undefined} />
        <p className={NOTE}>{market === undefined ? '' : NO_DIRECT_POOL}</p>
      </>
    );
  const figure = priceText({ ratio, base: tokenIn, quote: tokenOut, locale });
  return (
    <>
      <Head venue={venue} tag={undefined} figure={figure} symbol={tokenOut.symbol} isFaint />
      <p className={`text-right ${NOTE}`}>for 1 {tokenIn.symbol}, before fees</p>
    </>
  );
}

function Filled(props: CardProps & { quote: Extract<VenueQuote, { kind: 'filled' }> }) {
  const { venue, quote, tag, tokenIn, tokenOut } = props;
  const feeToken = quote.feeMint === tokenOut.mint ? tokenOut : tokenIn;
  const locale = useLocale();
  const figure = formatAmount({ amount: quote.amountOut, decimals: tokenOut.decimals, locale });
  return (
    <>
      <Head venue={venue} tag={tag} figure={figure} symbol={tokenOut.symbol} />
      <dl className="flex flex-wrap justify-between gap-x-3 text-2xs">
        <Term name="Against best">
          <Lost ppm={quote.lostByPpm} isBest={tag === 'best'} locale={locale} />
        </Term>
        <Term name="Impact">
          <ImpactText ppm={quote.priceImpactPpm} />
        </Term>
        <Term name="Fee">
          {formatAmount({ amount: quote.fee, decimals: feeToken.decimals, locale, maxFractionDigits: 6 })}{' '}
          {feeToken.symbol}
        </Term>
      </dl>
    </>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex h-4 items-center gap-1 whitespace-nowrap">
      <dt className="text-muted">{name}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}

function Lost({ ppm, isBest, locale }: { ppm: number; isBest: boolean; locale: string }) {
  if (isBest) return <span className="text-good">winner</span>;
  if (ppm === 0) return <span>equal</span>;
  return <span className="text-bad">−{formatBasisPoints({ ppm, locale })} bps</span>;
}

function refusalWords({ code, reason, message }: Extract<VenueQuote, { kind: 'refused' }>): string {
  if (code === null) return NO_DIRECT_POOL;
  // The program's own words count in base units.
  if (reason === 'no-liquidity') return 'Too little liquidity for this amount alone.';
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** The tokens of a decision by their listing; undefined for one that is not listed. */
export function tokensOf(decision: {
  mintIn: string;
  mintOut: string;
}): { tokenIn: Token; tokenOut: Token } | undefined {
  const tokenIn = tokenByMint(decision.mintIn);
  const tokenOut = tokenByMint(decision.mintOut);
  return tokenIn === undefined || tokenOut === undefined ? undefined : { tokenIn, tokenOut };
}
