import { describe, expect, it } from 'vitest';
import type { Market } from '../../core/market/snapshot.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { BONK, LISTED_POOLS } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { gateOf, swapObstacle } from './blocker.ts';
import { quoteTicket } from './quoteTicket.ts';
import { customSlippage, rememberedSlippage, slippageCaution, slippageToRemember } from './slippage.ts';
import { INITIAL_TICKET, type TicketState, ticketReducer } from './ticketState.ts';

const locale = 'en-US';
const market: Market = {
  slot: 1,
  clock: { unixSeconds: 0 },
  listingVersion: 'usual:1',
  pools: LISTED_POOLS.flatMap((pool) =>
    pool.kind === 'raydium-cpmm' && pool.pair === 'SOL/USDC'
      ? [{ ...pool, reserveX: 50_000_000_000_000n, reserveY: 7_500_000_000_000n }]
      : [],
  ),
};
const trader = { traderId: 't', wallet: 'w', guest: true, name: 'Guest', email: null };

function blocker(
  state: TicketState,
  opts: {
    available?: bigint;
    stale?: boolean;
    intakePaused?: boolean;
    chainChanged?: boolean;
  } = {},
) {
  const quote = quoteTicket({ state, market, route: routeOnMarket, locale });
  const gate = gateOf({
    state,
    quote,
    session: { status: 'ready', trader },
    connection: 'live',
    stale: opts.stale ?? false,
    hasMarket: true,
    intakePaused: opts.intakePaused ?? false,
    chainChanged: opts.chainChanged ?? false,
    available: opts.available ?? 10n ** 18n,
  });
  return gate ?? swapObstacle(quote);
}

const withAmount = (amountText: string): TicketState => ({ ...INITIAL_TICKET, amountText });

describe('ticket', () => {
  it('has the engine’s quote, and a bound of that less the slippage, rounded down', () => {
    const quote = quoteTicket({ state: withAmount('1'), market, route: routeOnMarket, locale });
    expect(quote.decision).toMatchObject({ kind: 'route', route: { amountOut: 149_622_015n } });
    expect(quote.minOut).toBe((149_622_015n * 9_950n) / 10_000n);
    const own = quoteTicket({
      state: { ...withAmount('1'), ownMinimumText: '150' },
      market,
      route: routeOnMarket,
      locale,
    });
    expect(own.minOut).toBe(150_000_000n);
  });

  it('names the obstacle to sending', () => {
    expect(blocker(withAmount('1'))).toBeUndefined();
    expect(blocker(withAmount(''))).toBe('Enter an amount');
    expect(blocker(withAmount('2'), { available: 1_999_999_999n })).toBe('Not enough SOL');
    expect(blocker(withAmount('1'), { stale: true })).toBe('Waiting for current prices');
    expect(blocker(withAmount(''), { intakePaused: true })).toBe('New orders are paused');
    expect(blocker(withAmount(''), { chainChanged: true })).toBe('The chain was replaced');
    expect(blocker(withAmount('20000'))).toBe('Price impact above 15%');
    expect(blocker({ ...withAmount('1'), ownMinimumText: '' })).toBe('Enter your minimum');
    expect(blocker({ ...withAmount('1'), slippage: customSlippage({ text: '51', locale }) })).toBe('Enter a slippage');
    expect(blocker({ ...withAmount('1'), tokenOut: BONK })).toBe('No pool trades this pair');
  });

  it('never has the same token on both sides', () => {
    const flipped = ticketReducer(INITIAL_TICKET, { type: 'token-in', token: USDC });
    expect([flipped.tokenIn, flipped.tokenOut]).toEqual([USDC, SOL]);
    const back = ticketReducer(flipped, { type: 'token-out', token: USDC });
    expect([back.tokenIn, back.tokenOut]).toEqual([SOL, USDC]);
  });

  it('stays as it is when the same amount is entered again, as on leaving the field', () => {
    const state = withAmount('1.5');
    expect(ticketReducer(state, { type: 'amount', text: '1.5' })).toBe(state);
    expect(ticketReducer(state, { type: 'amount', text: '1.50' }).amountText).toBe('1.50');
  });

  it('is empty once sent, so that a second click sends nothing', () => {
    expect(blocker(ticketReducer(withAmount('1'), { type: 'sent' }))).toBe('Enter an amount');
  });

  it('remembers the chosen slippage', () => {
    for (const bps of [null, 10, 50, 25, 0]) {
      expect(slippageToRemember(rememberedSlippage({ bps, locale }))).toBe(bps);
    }
    expect(rememberedSlippage({ bps: 25, locale: 'de-DE' })).toEqual({ kind: 'custom', text: '0,25', bps: 25 });
    const typed = ticketReducer(INITIAL_TICKET, { type: 'slippage', choice: customSlippage({ text: '0.50', locale }) });
    const again = { type: 'remembered-slippage', choice: rememberedSlippage({ bps: 50, locale }) } as const;
    expect(ticketReducer(typed, again), 'what is being typed is not changed').toBe(typed);
  });

  it('reads slippages and warns at both ends', () => {
    expect(customSlippage({ text: '0,25 %', locale }).bps).toBe(25);
    expect(customSlippage({ text: '50', locale }).bps).toBe(5_000);
    expect(customSlippage({ text: '50.01', locale }).bps).toBeUndefined();
    expect(slippageCaution(5)).toMatch(/Below 0.1%/);
    expect(slippageCaution(50)).toBeUndefined();
    expect(slippageCaution(301)).toMatch(/Above 3%/);
  });
});
