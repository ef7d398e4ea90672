'use client';
import type { ReactNode } from 'react';
import { formatAmount, formatBasisPoints } from '../../core/amounts/format.ts';
import { VENUES } from '../../core/pools/poolKinds.ts';
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

/** The venues' quotes side by side, with what the worse ones lose. Keeps its place while there is no amount. */
export function VenueCards(props: { decision: RouteDecision | undefined; tokenIn: Token; tokenOut: Token }) {
  const { decision, tokenIn, tokenOut } = props;
  return (
    <ul className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-2" aria-label="Quotes by venue">
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

function VenueCard(props: {
  venue: VenueId;
  quote: VenueQuote | undefined;
  /** False while there is no amount to quote. */
  isPriced: boolean;
  tag: Tag;
  tokenIn: Token;
  tokenOut: Token;
}) {
  const { venue, quote, isPriced, tag } = props;
  const won = tag === 'best';
  return (
    <li
      className={`flex flex-col rounded-lg border p-3 ${won ? 'border-good/50 bg-good-soft' : 'border-line bg-ground'}`}
    >
      <div className="flex h-5 items-center justify-between gap-2">
        <span className="font-medium">
          <VenueName venue={venue} />
        </span>
        <TagText tag={tag} />
      </div>
      {quote === undefined ? (
        isPriced ? (
          <p className="mt-2 min-h-20 text-muted">No direct pool for this pair.</p>
        ) : (
          <AtRest {...props} />
        )
      ) : quote.kind === 'refused' ? (
        <p className="mt-2 min-h-20 text-muted">{refusalWords(quote)}</p>
      ) : (
        <Filled {...props} quote={quote} />
      )}
    </li>
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
    <span className="text-2xs font-medium text-accent">In the route</span>
  );
}

/** Without an amount: what the venue's pool trades at. */
function AtRest({ venue, tokenIn, tokenOut }: { venue: VenueId; tokenIn: Token; tokenOut: Token }) {
  const market = useMarket();
  const locale = useLocale();
  const ratio =
    market === undefined
      ? undefined
      : venuePrice({ pools: market.pools, venue, base: tokenIn.mint, quote: tokenOut.mint });
  const text = ratio === undefined ? '—' : priceText({ ratio, base: tokenIn, quote: tokenOut, locale });
  return (
    <>
      <p className={`mt-1.5 h-6 truncate leading-6! font-medium text-muted ${fittedSize(text, CARD_FIGURE)}`}>
        {text}
        {ratio !== undefined && (
          <span className={text.length > 13 ? 'sr-only' : 'pl-1 text-2xs font-normal'}>{tokenOut.symbol}</span>
        )}
      </p>
      <p className="mt-1.5 h-13 text-2xs text-muted">
        {ratio === undefined && market !== undefined
          ? 'No direct pool for this pair.'
          : `for 1 ${tokenIn.symbol}, before fees`}
      </p>
    </>
  );
}

function Filled(props: { quote: Extract<VenueQuote, { kind: 'filled' }>; tag: Tag; tokenIn: Token; tokenOut: Token }) {
  const { quote, tag, tokenIn, tokenOut } = props;
  const feeToken = quote.feeMint === tokenOut.mint ? tokenOut : tokenIn;
  const locale = useLocale();
  const text = formatAmount({ amount: quote.amountOut, decimals: tokenOut.decimals, locale });
  return (
    <>
      <p
        title={`${text} ${tokenOut.symbol}`}
        className={`mt-1.5 h-6 truncate leading-6! font-medium text-ink ${fittedSize(text, CARD_FIGURE)}`}
      >
        {text}
        {/* A figure that takes the whole line leaves its symbol to the ticket beside it. */}
        <span className={text.length > 13 ? 'sr-only' : 'pl-1 text-2xs font-normal text-muted'}>{tokenOut.symbol}</span>
      </p>
      <dl className="mt-1.5 flex flex-col gap-0.5 text-2xs">
        <Line name="Against best">
          <Lost ppm={quote.lostByPpm} isBest={tag === 'best'} locale={locale} />
        </Line>
        <Line name="Impact">
          <ImpactText ppm={quote.priceImpactPpm} />
        </Line>
        <Line name="Fee">
          {formatAmount({ amount: quote.fee, decimals: feeToken.decimals, locale, maxFractionDigits: 6 })}{' '}
          {feeToken.symbol}
        </Line>
      </dl>
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex h-4 items-center justify-between gap-2">
      <dt className="text-muted">{name}</dt>
      <dd className="truncate text-ink">{children}</dd>
    </div>
  );
}

function Lost({ ppm, isBest, locale }: { ppm: number; isBest: boolean; locale: string }) {
  if (isBest) return <span className="text-good">winner</span>;
  if (ppm === 0) return <span>equal</span>;
  return <span className="text-bad">−{formatBasisPoints({ ppm, locale })} bps</span>;
}

function refusalWords({ code, reason, message }: Extract<VenueQuote, { kind: 'refused' }>): string {
  if (code === null) return 'No direct pool for this pair.';
  // The program's own words count base units.
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
