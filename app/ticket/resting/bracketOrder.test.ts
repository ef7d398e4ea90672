import { describe, expect, it } from 'vitest';
import { SOL, type Token, USDC } from '../../../core/tokens/token.ts';
import { orderPair } from '../../market/typedPrice.ts';
import { bracket } from '../kinds/bracket.tsx';
import { INITIAL_TICKET, type RestingChoices, type TypedPrices } from '../ticketState.ts';
import { exitWarning } from './exitPlacement.ts';
import type { Rates } from './rates.ts';
import { type RestingOrder, readOrder } from './restingOrder.ts';
import { restingSentence } from './restingSentence.ts';
import { restingTerms } from './restingTerms.ts';
import { obstacleOf } from './useRestingOrder.ts';

type Typed = { pay: Token; prices: TypedPrices; choices?: RestingChoices };

const locale = 'en-US';
const NOW = Date.parse('2026-11-28T12:00:00Z');

function read({ pay, prices, choices = {} }: Typed) {
  const [tokenIn, tokenOut, amountIn] = pay === SOL ? [SOL, USDC, 10_000_000_000n] : [USDC, SOL, 1_450_000_000n];
  const state = { ...INITIAL_TICKET, tokenIn, tokenOut, prices, choices };
  return readOrder(bracket, { state, amountIn, pair: orderPair(tokenIn, tokenOut), locale });
}

function order(typed: Typed): RestingOrder {
  const { order: found, obstacle } = read(typed);
  if (found === undefined) throw new Error(obstacle);
  return found;
}

/** A mid price of 150 USDC; the whole amount gets `worseBps` less than that. */
function ratesOf(pay: Token, worseBps = 0n): Rates {
  const mid = pay === SOL ? { numerator: 3n, denominator: 20n } : { numerator: 20n, denominator: 3n };
  const quote = { numerator: mid.numerator * (10_000n - worseBps), denominator: mid.denominator * 10_000n };
  return { mid, index: mid, quote };
}

const BUYS = { pay: USDC, prices: { limit: '145', takeProfit: '160', stop: '140' } };
const SELLS = { pay: SOL, prices: { limit: '155', takeProfit: '140', stop: '170' } };
const sentence = (typed: Typed, isMet = false) => restingSentence({ order: order(typed), isMet, now: NOW, locale });

describe('a bracket order', () => {
  it('that buys has the exit’s prices in the direction of the exit', () => {
    expect(order(BUYS).request).toMatchObject({
      tokenIn: USDC.mint,
      minOut: '10000000000',
      takeProfitPrice: { amountIn: '25', amountOut: '4' },
      stopPrice: { amountIn: '50', amountOut: '7' },
    });
  });

  it('carries what was chosen under Advanced for its exit, and no floor', () => {
    const choices = {
      source: 'index',
      confirmSlots: '5',
      stopSlippage: '2.5',
      takeProfitSlippage: '0',
      validForSeconds: 3_600,
      exitValidForSeconds: 86_400,
    } as const;
    expect(order({ ...BUYS, prices: { ...BUYS.prices, floor: '11' }, choices }).request).toMatchObject({
      minOut: '10000000000',
      source: 'index',
      confirmSlots: 5,
      stopSlippageBps: 250,
      takeProfitSlippageBps: 0,
      validForSeconds: 3_600,
      exitValidForSeconds: 86_400,
    });
  });

  it.each([
    [{}, 'Enter an entry price'],
    [{ limit: '145' }, 'Enter a take-profit price'],
    [{ limit: '145', takeProfit: '160' }, 'Enter a stop price'],
    [{ total: '', takeProfit: '160', stop: '140' }, 'Enter the amount to receive'],
  ])('with %j says: %s', (prices, words) => {
    expect(read({ pay: USDC, prices }).obstacle).toBe(words);
  });

  it('says when its exit is the wrong way round, or on the wrong side of the entry price', () => {
    const at = (pay: Token, limit: string, takeProfit: string, stop: string) =>
      obstacleOf(order({ pay, prices: { limit, takeProfit, stop } }), ratesOf(pay));
    expect(at(USDC, '145', '160', '140')).toBeUndefined();
    expect(at(USDC, '145', '140', '160')).toBe('Take profit must be above the stop');
    expect(at(USDC, '145', '145', '140')).toBe('Take profit must be above the entry price');
    expect(at(USDC, '145', '160', '145')).toBe('Stop must be below the entry price');
    expect(at(USDC, '145', '145.01', '144.99')).toBeUndefined();
    expect(at(SOL, '155', '140', '170')).toBeUndefined();
    expect(at(SOL, '155', '170', '140')).toBe('Take profit must be below the stop');
    expect(at(SOL, '155', '155', '170')).toBe('Take profit must be below the entry price');
    expect(at(SOL, '155', '140', '155')).toBe('Stop must be above the entry price');
  });

  it('whose entry is executed at once has its exit on the right side of the market too', () => {
    const at = (typed: Typed) => obstacleOf(order(typed), ratesOf(typed.pay));
    expect(at({ pay: USDC, prices: { limit: '165', takeProfit: '170', stop: '155' } })).toBe(
      'Stop must be below the market',
    );
    expect(at({ pay: SOL, prices: { limit: '140', takeProfit: '135', stop: '145' } })).toBe(
      'Stop must be above the market',
    );
    expect(at({ pay: USDC, prices: { limit: '165', takeProfit: '170', stop: '149' } })).toBeUndefined();
  });

  it('warns of a stop that fees and price impact would set off with the entry', () => {
    const warning = (typed: Typed, worseBps: bigint) => exitWarning(order(typed), ratesOf(typed.pay, worseBps), locale);
    expect(warning(BUYS, 200n)).toBeUndefined();
    expect(warning(BUYS, 400n)).toBe(
      'At this size, with fees and price impact, the mid price is near 139.200 USDC when the entry is executed: the stop would fire at once.',
    );
    expect(warning(SELLS, 200n)).toBeUndefined();
    expect(warning(SELLS, 1_000n)).toMatch(/near 172\.222 USDC .* the stop would fire at once\.$/);
  });

  it('says what its entry does, and then its exit', () => {
    const paid = '1,450 USDC';
    const exit =
      'What it receives is then held. When the mid price rises to 160.00 USDC for 2 slots in a row, sells it at the market, for no less than 1% below the quote of that moment; when it falls to 140.00 USDC, for no less than 10% below. Whichever comes first is executed, and the other ends with it. The exit expires 30 days after the execution of the entry; when the entry ends without an execution, there is no exit.';
    const end = `The entry expires on Dec 28; ${paid} stay held until then, and you can cancel at any time.`;
    expect(sentence(BUYS)).toBe(
      `Waits until the whole ${paid} get at least 10 SOL after fees (145.00 USDC per SOL), then swaps.\n${exit}\n${end}`,
    );
    expect(sentence(BUYS, true)).toMatch(/^The market is at your price or better: executed at once/);
    expect(sentence(SELLS)).toMatch(
      /When the mid price falls to 140\.00 USDC .* buys SOL with it at the market, .*; when it rises to 170\.00 USDC/,
    );
    expect(sentence({ ...SELLS, choices: { exitValidForSeconds: 3_600 } })).toMatch(/exit expires 1 hour after/);
  });

  it('has all its terms beside the sentence', () => {
    const terms = restingTerms({ order: order(BUYS), now: NOW, locale });
    expect(terms.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Entry price: 145.00 USDC per SOL',
      'Receive at least: 10 SOL',
      expect.stringMatching(/^Entry expires: Dec 28, 2026/),
      'Take-profit price: 160.00 USDC per SOL',
      'Worst price at the take profit: 1% below the quote',
      'Stop price: 140.00 USDC per SOL',
      'Worst price at the stop: 10% below the quote',
      'Watches: Mid price, 2 slots in a row',
      'Exit expires: 30 days after the execution of the entry',
    ]);
  });
});
