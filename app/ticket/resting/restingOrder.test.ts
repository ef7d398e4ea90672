import { describe, expect, it } from 'vitest';
import { formatAmountForInput } from '../../../core/amounts/format.ts';
import { ORDER_KINDS } from '../../../core/order/kinds/orderKinds.ts';
import { ownTerms } from '../../../core/order/ownTerms.ts';
import { placeOrderInput } from '../../../core/order/placeOrder.ts';
import { SOL, type Token, USDC } from '../../../core/tokens/token.ts';
import { orderPair } from '../../market/typedPrice.ts';
import { RESTING_KINDS } from '../kinds/restingKinds.tsx';
import { pricesOf } from '../pricesOf.ts';
import { INITIAL_TICKET, type RestingChoices, type TypedPrices } from '../ticketState.ts';
import { limitTexts } from './limitTexts.ts';
import type { Rates } from './rates.ts';
import type { Entry } from './restingKind.ts';
import { isMetNow, marketObstacle, type RestingOrder, readOrder } from './restingOrder.ts';
import { restingSentence } from './restingSentence.ts';
import { restingTerms } from './restingTerms.ts';

type Name = keyof typeof RESTING_KINDS;
type Typed = { prices?: TypedPrices; choices?: RestingChoices; pay?: Token; amountIn?: bigint };

const locale = 'en-US';
const TEN_SOL = 10_000_000_000n;
const NOW = Date.parse('2026-11-28T12:00:00Z');

function entry({ prices = {}, choices = {}, pay = SOL, amountIn = TEN_SOL }: Typed): Entry {
  const [tokenIn, tokenOut] = pay === SOL ? [SOL, USDC] : [USDC, SOL];
  return {
    state: { ...INITIAL_TICKET, tokenIn, tokenOut, prices, choices },
    amountIn,
    pair: orderPair(tokenIn, tokenOut),
    locale,
  };
}

const read = (name: Name, typed: Typed) => readOrder(RESTING_KINDS[name], entry(typed));

function order(name: Name, typed: Typed): RestingOrder {
  const { order: found, obstacle } = read(name, typed);
  if (found === undefined) throw new Error(obstacle);
  return found;
}

const obstacle = (name: Name, typed: Typed) => read(name, typed).obstacle;
const sentence = (name: Name, typed: Typed, isMet = false) =>
  restingSentence({ order: order(name, typed), isMet, now: NOW, locale });

/** Every source has SOL at 150 USDC. */
function ratesOf(pay: Token = SOL): Rates {
  const rate = pay === SOL ? { numerator: 3n, denominator: 20n } : { numerator: 20n, denominator: 3n };
  return { mid: rate, index: rate, quote: rate };
}

const TYPED: Record<Name, Typed> = {
  limit: { prices: { limit: '155' } },
  stop: { prices: { stop: '140' } },
  takeProfit: { prices: { takeProfit: '170' } },
  trailingStop: { choices: { trail: '5' } },
  oco: { prices: { stop: '140', takeProfit: '170' } },
  bracket: { prices: { limit: '155', takeProfit: '140', stop: '170' } },
};
const sent = { tokenIn: SOL.mint, tokenOut: USDC.mint, amountIn: '10000000000', validForSeconds: 2_592_000 };
const watched = { source: 'mid', confirmSlots: 2 };

describe('the request of', () => {
  it.each([
    ['limit', { type: 'limit', ...sent, minOut: '1550000000' }],
    [
      'stop',
      { type: 'stop', ...sent, ...watched, stopPrice: { amountIn: '50', amountOut: '7' }, maxSlippageBps: 1_000 },
    ],
    [
      'takeProfit',
      {
        type: 'takeProfit',
        ...sent,
        ...watched,
        takeProfitPrice: { amountIn: '100', amountOut: '17' },
        maxSlippageBps: 100,
      },
    ],
    ['trailingStop', { type: 'trailingStop', ...sent, ...watched, trailBps: 500, maxSlippageBps: 1_000 }],
    [
      'oco',
      {
        type: 'oco',
        ...sent,
        ...watched,
        takeProfitPrice: { amountIn: '100', amountOut: '17' },
        takeProfitSlippageBps: 100,
        stopPrice: { amountIn: '50', amountOut: '7' },
        stopSlippageBps: 1_000,
      },
    ],
    [
      'bracket',
      {
        type: 'bracket',
        ...sent,
        ...watched,
        minOut: '1550000000',
        takeProfitPrice: { amountIn: '7', amountOut: '50' },
        takeProfitSlippageBps: 100,
        stopPrice: { amountIn: '17', amountOut: '100' },
        stopSlippageBps: 1_000,
        exitValidForSeconds: 2_592_000,
      },
    ],
  ] as const)('%s says all that is shown, and the engine accepts it', (name, request) => {
    const read = order(name, TYPED[name]);
    expect(read.request).toEqual(request);
    const parsed = placeOrderInput.parse({ ...read.request, idempotencyKey: 'k' });
    expect(ownTerms(parsed)).toMatchObject({
      requestedMinOut: read.minOut,
      trigger: read.trigger,
      exit: read.exit,
    });
  });

  it('every kind but the market order is made by the ticket', () => {
    const names = ORDER_KINDS.filter(({ rests }) => rests).map(({ name }) => name);
    expect(Object.keys(RESTING_KINDS).sort()).toEqual([...names].sort());
  });

  it('carries what was chosen under Advanced', () => {
    const choices = {
      source: 'index',
      confirmSlots: '5',
      stopSlippage: '2.5',
      takeProfitSlippage: '0',
      validForSeconds: 3_600,
    } as const;
    const prices = { ...TYPED.oco.prices, floor: '1300.5' };
    expect(order('oco', { prices, choices }).request).toMatchObject({
      source: 'index',
      confirmSlots: 5,
      stopSlippageBps: 250,
      takeProfitSlippageBps: 0,
      minOut: '1300500000',
      validForSeconds: 3_600,
    });
  });

  it('puts the same order back into the ticket when the server refuses it', () => {
    for (const name of Object.keys(TYPED) as Name[]) {
      const typed = {
        ...TYPED[name],
        prices: { ...TYPED[name].prices, ...(TYPED[name].prices?.limit === undefined && { floor: '1300' }) },
      };
      const { request, pair } = order(name, typed);
      const prices = pricesOf({ request: { ...request, idempotencyKey: 'k' }, pair, locale });
      expect(order(name, { ...typed, prices }).request, name).toEqual(request);
    }
  });
});

describe('a limit order', () => {
  const texts = (typed: Typed) => limitTexts(entry(typed), typed.prices ?? {});

  it('has the exact total of its price, and the price of its total', () => {
    expect(texts({ prices: { limit: '155' } })).toEqual({ price: '155', total: '1550' });
    expect(texts({ prices: { total: '1550.55' } })).toEqual({ price: '155.055', total: '1550.55' });
    expect(order('limit', { prices: { total: '1000' }, amountIn: 3_000_000_000n }).minOut).toBe(1_000_000_000n);
  });

  it('asks for a unit more where the price falls between two', () => {
    const typed = { prices: { limit: '7' }, pay: USDC, amountIn: 1_000_000n };
    expect(order('limit', typed).minOut).toBe(142_857_143n);
    expect(texts(typed).total).toBe(formatAmountForInput({ amount: 142_857_143n, decimals: 9, locale }));
  });

  it('is met when the quote for its amount gives its least', () => {
    expect(isMetNow(order('limit', { prices: { limit: '150' } }), ratesOf())).toBe(true);
    expect(isMetNow(order('limit', { prices: { total: '1500.000001' } }), ratesOf())).toBe(false);
    const buys = (limit: string) => order('limit', { prices: { limit }, pay: USDC, amountIn: 1_500_000_000n });
    expect(isMetNow(buys('150'), ratesOf(USDC))).toBe(true);
    expect(isMetNow(buys('149.99'), ratesOf(USDC))).toBe(false);
  });
});

describe('the button', () => {
  it.each([
    ['limit', {}, 'Enter a limit price'],
    ['limit', { prices: { limit: '0' } }, 'Enter a limit price'],
    ['limit', { prices: { limit: 'x' } }, 'That is not a price'],
    ['limit', { prices: { total: '' } }, 'Enter the amount to receive'],
    ['limit', { prices: { total: '1.0000001' } }, 'Too many decimals in the amount to receive'],
    ['stop', {}, 'Enter a stop price'],
    ['stop', { prices: { stop: '1e3' } }, 'That is not a price'],
    ['stop', { prices: { stop: `1${'0'.repeat(30)}1` } }, 'The price has too many digits'],
    ['takeProfit', {}, 'Enter a take-profit price'],
    ['oco', { prices: { takeProfit: '170' } }, 'Enter a stop price'],
    ['trailingStop', {}, 'Enter a trail'],
    ['trailingStop', { choices: { trail: '0.05' } }, 'Trail: from 0.1% to 90%'],
    ['trailingStop', { choices: { trail: '91' } }, 'Trail: from 0.1% to 90%'],
    ['stop', { prices: { stop: '140' }, choices: { stopSlippage: '51' } }, 'Worst price: from 0% to 50%'],
    ['stop', { prices: { stop: '140' }, choices: { confirmSlots: '151' } }, 'Confirm slots: from 1 to 150'],
    ['stop', { prices: { stop: '140', floor: '0' } }, 'Enter the least amount'],
  ] as const)('of a %s %j says: %s', (name, typed, words) => {
    expect(obstacle(name, typed)).toBe(words);
  });

  it('says when the order is on the wrong side of the market, for sells and for buys', () => {
    const at = (name: Name, typed: Typed) => marketObstacle(order(name, typed), ratesOf(typed.pay));
    expect(at('stop', { prices: { stop: '149' } })).toBeUndefined();
    expect(at('stop', { prices: { stop: '150' } })).toBe('Stop must be below the market');
    expect(at('takeProfit', { prices: { takeProfit: '150' } })).toBe('Take profit must be above the market');
    expect(at('takeProfit', { prices: { takeProfit: '151' } })).toBeUndefined();
    const buys = { pay: USDC, amountIn: 1_500_000_000n };
    expect(at('stop', { ...buys, prices: { stop: '151' } })).toBeUndefined();
    expect(at('stop', { ...buys, prices: { stop: '149' } })).toBe('Stop must be above the market');
    expect(at('takeProfit', { ...buys, prices: { takeProfit: '151' } })).toBe('Take profit must be below the market');
    expect(at('oco', { prices: { stop: '170', takeProfit: '140' } })).toBe('Take profit must be above the stop');
    expect(at('oco', { ...buys, prices: { stop: '140', takeProfit: '170' } })).toBe(
      'Take profit must be below the stop',
    );
    expect(at('trailingStop', TYPED.trailingStop)).toBeUndefined();
    const none = { mid: undefined, index: undefined, quote: undefined };
    expect(marketObstacle(order('stop', TYPED.stop), none)).toBe('Waiting for the mid price');
  });
});

describe('the sentence', () => {
  const until = 'Expires on Dec 28; 10 SOL stay held until then, and you can cancel at any time.';

  it('of each kind says what will happen', () => {
    expect(sentence('limit', TYPED.limit)).toBe(
      `Waits until the whole 10 SOL get at least 1,550 USDC after fees (155.00 USDC per SOL), then swaps. ${until}`,
    );
    expect(sentence('limit', TYPED.limit, true)).toMatch(/^The market is at your price or better: executed at once/);
    expect(sentence('stop', TYPED.stop)).toBe(
      `When the mid price falls to 140.00 USDC for 2 slots in a row, sells 10 SOL at the market, for no less than 10% below the quote of that moment. ${until}`,
    );
    expect(sentence('oco', TYPED.oco)).toBe(
      `When the mid price rises to 170.00 USDC for 2 slots in a row, sells 10 SOL at the market, for no less than 1% below the quote of that moment; when it falls to 140.00 USDC, for no less than 10% below. Whichever comes first is executed, and the other ends with it. ${until}`,
    );
    expect(sentence('trailingStop', TYPED.trailingStop)).toMatch(/^When the mid price falls 5% below its highest/);
  });

  it('of an order that buys speaks of the price in the other direction', () => {
    const buys = { pay: USDC, amountIn: 1_500_000_000n };
    expect(sentence('stop', { ...buys, prices: { stop: '160', floor: '8.5' } })).toMatch(
      /^When the mid price rises to 160.00 USDC .* buys SOL with 1,500 USDC .* and never for less than 8.50 SOL\./,
    );
    expect(sentence('takeProfit', { ...buys, prices: { takeProfit: '140' } })).toMatch(/falls to 140.00 USDC/);
    expect(sentence('trailingStop', { ...buys, choices: { trail: '5' } })).toMatch(/rises 5.26% above its lowest/);
  });

  it('stands beside all terms', () => {
    const prices = { ...TYPED.oco.prices, floor: '1300' };
    const choices = { validForSeconds: 3_600, confirmSlots: '1' };
    const terms = restingTerms({ order: order('oco', { prices, choices }), now: NOW, locale });
    expect(terms.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Take-profit price: 170.00 USDC per SOL',
      'Worst price at the take profit: 1% below the quote',
      'Stop price: 140.00 USDC per SOL',
      'Worst price at the stop: 10% below the quote',
      'Watches: Mid price, 1 slot',
      'Never for less than: 1,300 USDC',
      expect.stringMatching(/^Expires: Nov 28, 2026/),
    ]);
    expect(sentence('oco', { prices, choices })).toMatch(/Expires in 1 hour/);
  });
});
