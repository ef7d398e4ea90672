import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmountForInput } from '../../core/amounts/format.ts';
import { parseNumeral } from '../../core/amounts/parse.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { rateOf } from '../../core/order/trigger/rate.ts';
import { propertyRuns } from '../../core/testing/propertyRuns.ts';
import { BONK, JUP } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import {
  leastOut,
  orderPair,
  paysBase,
  priceForInput,
  priceOfRate,
  rateOfPrice,
  roundPrice,
  shownPrice,
} from './typedPrice.ts';

const LOCALES = ['en-US', 'de-DE', 'hi-IN-u-nu-deva'];
const PAIRS = [
  [SOL, USDC],
  [USDC, SOL],
  [BONK, SOL],
  [SOL, BONK],
  [JUP, USDC],
  [USDC, BONK],
] as const;
const pairs = fc.constantFrom(...PAIRS).map(([tokenIn, tokenOut]) => orderPair(tokenIn, tokenOut));

describe('a typed price', () => {
  it('comes back exactly from the rate that the order carries, in either direction and any locale', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.bigInt({ min: 1n, max: 999_999_999_999n }),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(...LOCALES),
        (pair, units, decimals, locale) => {
          const text = formatAmountForInput({ amount: units, decimals, locale });
          const parsed = parseNumeral({ text, locale });
          if (parsed.kind === 'problem') throw new Error(`${text} is ${parsed.problem}`);
          const rate = rateOfPrice(parsed, pair);
          if (rate === undefined) throw new Error(`${text} has no rate`);
          expect(priceForInput({ rate, pair, locale })).toBe(text);
          const field = { amountIn: rate.amountIn, amountOut: rate.amountOut };
          const request = { type: 'stop', tokenIn: pair.tokenIn.mint, tokenOut: pair.tokenOut.mint, amountIn: '1' };
          expect(placeOrderInput.safeParse({ ...request, stopPrice: field, idempotencyKey: 'k' }).success).toBe(true);
        },
      ),
      propertyRuns(300),
    );
  });

  it('is an exact quotient of base units', () => {
    const price = parseNumeral({ text: '155.25', locale: 'en-US' });
    if (price.kind === 'problem') throw new Error(price.problem);
    expect(rateOfPrice(price, orderPair(SOL, USDC))).toEqual({ amountIn: '4000', amountOut: '621' });
    expect(rateOfPrice(price, orderPair(USDC, SOL))).toEqual({ amountIn: '621', amountOut: '4000' });
  });

  it('is refused where it is 0 or no order could carry it', () => {
    const pair = orderPair(SOL, USDC);
    expect(rateOfPrice({ units: 0n, decimals: 0 }, pair)).toBeUndefined();
    expect(rateOfPrice({ units: 10n ** 23n + 1n, decimals: 0 }, pair)).toBeUndefined();
    expect(rateOfPrice({ units: 1n, decimals: 30 }, pair)).toBeUndefined();
  });

  it('asks for the least output that is not below it', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 15n }),
        (amountIn, paid, received) => {
          const least = leastOut({ amountIn: `${paid}`, amountOut: `${received}` }, amountIn);
          expect(least * paid >= amountIn * received).toBe(true);
          expect((least - 1n) * paid < amountIn * received).toBe(true);
        },
      ),
      propertyRuns(300),
    );
  });
});

describe('a price that a button enters', () => {
  it('has six digits, and is met by the market that it was taken from', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 14n }),
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 14n }),
        (pair, out, amount) => {
          const rate = { numerator: out, denominator: amount };
          const text = roundPrice({ price: priceOfRate(rate, pair), pair, locale: 'en-US' });
          const parsed = parseNumeral({ text, locale: 'en-US' });
          const asked = parsed.kind === 'numeral' ? rateOfPrice(parsed, pair) : undefined;
          // Prices beyond what an order can carry are refused when they are read.
          fc.pre(asked !== undefined);
          if (asked === undefined) return;
          const { numerator, denominator } = rateOf(asked);
          expect(numerator * amount <= out * denominator).toBe(true);
          const least = (denominator * out * 99_998n) / 100_000n;
          expect(numerator * amount >= least).toBe(true);
        },
      ),
      propertyRuns(300),
    );
  });

  it('reads as a person would type it', () => {
    const of = (numerator: bigint, denominator: bigint, locale = 'en-US', pair = orderPair(SOL, USDC)) =>
      roundPrice({ price: { numerator, denominator }, pair, locale });
    expect(of(149_684_321n, 1_000_000_000n)).toBe('149.684');
    expect(of(149_684_321n, 1_000_000_000n, 'de-DE', orderPair(USDC, SOL))).toBe('149,685');
    expect(of(1n, 80_000_000n)).toBe('0.0000125');
    expect(of(1n, 10n ** 24n), 'finer than any text').toBe('0');
    expect(of(1_234_567_890_123_456n, 1_000_000_000n)).toBe('1234567890');
  });
});

describe('the price of an order', () => {
  it('is shown exactly where it has a decimal form, else to six digits', () => {
    const shown = (amountIn: string, amountOut: string) =>
      shownPrice({ rate: { amountIn, amountOut }, pair: orderPair(SOL, USDC), locale: 'en-US' });
    expect(shown('50', '7')).toBe('140.00');
    expect(shown('3000000000', '1000000000')).toBe('333.333');
    expect(paysBase(orderPair(SOL, USDC))).toBe(true);
    expect(paysBase(orderPair(USDC, SOL))).toBe(false);
  });
});
