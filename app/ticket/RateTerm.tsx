'use client';
import { useState } from 'react';
import { formatPrice } from '../../core/amounts/format.ts';
import type { Route } from '../../core/routing/route.ts';
import type { Token } from '../../core/tokens/token.ts';
import { SwapRateIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { Term } from './Term.tsx';

/** The price of one token in the other, fees included; a press inverts it. */
export function RateTerm(props: { route: Route | undefined; tokenIn: Token; tokenOut: Token }) {
  const { route, tokenIn, tokenOut } = props;
  const locale = useLocale();
  const [inverted, setInverted] = useState(false);
  if (route === undefined) return <Term name="Rate">—</Term>;
  const [base, quoteToken] = inverted ? [tokenOut, tokenIn] : [tokenIn, tokenOut];
  const price = formatPrice({
    numerator: inverted ? route.amountIn : route.amountOut,
    numeratorDecimals: quoteToken.decimals,
    denominator: inverted ? route.amountOut : route.amountIn,
    denominatorDecimals: base.decimals,
    locale,
  });
  const rate = `1 ${base.symbol} = ${price} ${quoteToken.symbol}`;
  return (
    <Term name="Rate">
      <button
        type="button"
        title="Invert the rate"
        aria-label={`${rate}, invert the rate`}
        onClick={() => setInverted(!inverted)}
        className="inline-flex h-6 items-center gap-1.5 rounded hover:text-accent"
      >
        {rate}
        <SwapRateIcon className="size-3.5 text-faint" />
      </button>
    </Term>
  );
}
