import { formatPrice } from '../../core/amounts/format.ts';
import type { Ratio } from '../../core/amounts/ratio.ts';
import { LISTED_POOLS } from '../../core/market/listing.ts';
import { type Token, tokenByMint } from '../../core/tokens/token.ts';

export { midPrice, venuePrice } from '../../core/market/midPrice.ts';

const listedPairs = new Map<string, { readonly base: Token; readonly quote: Token }>();
for (const { pair, mintX, mintY } of LISTED_POOLS) {
  const base = tokenByMint(mintX);
  const quote = tokenByMint(mintY);
  if (base !== undefined && quote !== undefined) listedPairs.set(pair, { base, quote });
}

/** The listed pairs, each once, as the market quotes them. */
export const MARKETS = [...listedPairs].map(([pair, tokens]) => ({ pair, ...tokens }));

/** Two tokens as the market quotes them: the listed way round, or with the dollar token (else SOL) as the quote. */
export function asMarket(left: Token, right: Token): { base: Token; quote: Token } {
  const listed = MARKETS.find(
    ({ base, quote }) => (base === left && quote === right) || (base === right && quote === left),
  );
  if (listed !== undefined) return { base: listed.base, quote: listed.quote };
  const isQuote = (token: Token) => token.symbol.startsWith('USD') || token.symbol === 'SOL';
  return isQuote(left) && !isQuote(right) ? { base: right, quote: left } : { base: left, quote: right };
}

/** A ratio of two tokens as text. */
export function priceText(opts: {
  ratio: Ratio;
  base: Token;
  quote: Token;
  locale: string;
  significantDigits?: number;
}): string {
  const { ratio, base, quote, ...rest } = opts;
  return formatPrice({
    ...ratio,
    ...rest,
    numeratorDecimals: quote.decimals,
    denominatorDecimals: base.decimals,
  });
}

/** How far `ratio` lies from `reference`, signed parts per million, towards zero. */
export function deviationPpm(ratio: Ratio, reference: Ratio): number {
  const left = ratio.numerator * reference.denominator;
  const right = reference.numerator * ratio.denominator;
  return right === 0n ? 0 : Number(((left - right) * 1_000_000n) / right);
}
