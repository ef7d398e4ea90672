import { formatPrice } from '../../core/amounts/format.ts';
import type { Ratio } from '../../core/amounts/ratio.ts';
import { openPools } from '../../core/market/listing.ts';
import type { ListedPool } from '../../core/pools/all/pool.ts';
import { shownToken, type Token } from '../../core/tokens/token.ts';

export { midPrice, venuePrice } from '../../core/market/midPrice.ts';

export type ListedMarket = { readonly pair: string; readonly base: Token; readonly quote: Token };

let markets: { readonly pools: readonly ListedPool[]; readonly list: readonly ListedMarket[] } | undefined;

/** The pairs of the open pools, each once, as the market quotes them. The same array until the listing changes. */
export function listedMarkets(): readonly ListedMarket[] {
  const pools = openPools();
  if (markets?.pools !== pools) {
    const list = new Map(
      pools.map(({ pair, mintX, mintY }) => [pair, { pair, base: shownToken(mintX), quote: shownToken(mintY) }]),
    );
    markets = { pools, list: [...list.values()] };
  }
  return markets.list;
}

/** Two tokens in the market's direction: as listed, or with the dollar token (else SOL) as the quote. */
export function asMarket(left: Token, right: Token): { base: Token; quote: Token } {
  const listed = listedMarkets().find(
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

/** The difference between `ratio` and `reference`, signed parts per million, towards zero. */
export function deviationPpm(ratio: Ratio, reference: Ratio): number {
  const left = ratio.numerator * reference.denominator;
  const right = reference.numerator * ratio.denominator;
  return right === 0n ? 0 : Number(((left - right) * 1_000_000n) / right);
}
