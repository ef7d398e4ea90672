import { describe, expect, it } from 'vitest';
import type { Market } from '../../core/market/snapshot.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { LISTED_POOLS } from '../../core/testing/usualListing.ts';
import { changePpm, type FrozenQuote, freeze, QUOTE_LIVES_MS, requestOf, whyOutdated } from './frozenQuote.ts';
import { quoteTicket } from './quoteTicket.ts';
import { INITIAL_TICKET, type TicketState } from './ticketState.ts';

/** SOL at a price in USDC, with 50,000 SOL in the pool. */
function marketAt(reserveY: bigint): Market {
  return {
    slot: 1,
    clock: { unixSeconds: 0 },
    listingVersion: 'usual:1',
    pools: LISTED_POOLS.flatMap((pool) =>
      pool.kind === 'raydium-cpmm' && pool.pair === 'SOL/USDC'
        ? [{ ...pool, reserveX: 50_000_000_000_000n, reserveY }]
        : [],
    ),
  };
}

const state: TicketState = { ...INITIAL_TICKET, amountText: '1' };

function frozenAt(opts: { reserveY: bigint; state?: TicketState }): FrozenQuote {
  const ticket = opts.state ?? state;
  const quote = quoteTicket({
    state: ticket,
    market: marketAt(opts.reserveY),
    route: routeOnMarket,
    locale: 'en-US',
  });
  const frozen = freeze({ state: ticket, quote, now: 0 });
  if (frozen === undefined) throw new Error('the ticket was expected to have a quote');
  return frozen;
}

const frozen = frozenAt({ reserveY: 7_500_000_000_000n });

describe('a frozen quote', () => {
  it('is sent as it was shown', () => {
    expect(requestOf(frozen)).toEqual({
      type: 'market',
      tokenIn: state.tokenIn.mint,
      tokenOut: state.tokenOut.mint,
      amountIn: '1000000000',
      slippageBps: 50,
      minOut: `${(149_622_015n * 9_950n) / 10_000n}`,
    });
  });

  it('is not made from a ticket that can not be sent', () => {
    const quote = quoteTicket({
      state: INITIAL_TICKET,
      market: marketAt(7_500_000_000_000n),
      route: routeOnMarket,
      locale: 'en-US',
    });
    expect(freeze({ state: INITIAL_TICKET, quote, now: 0 })).toBeUndefined();
  });

  it('holds while the price is at most 5 bps worse', () => {
    const [worse, tooBad, better] = [7_496_300_000_000n, 7_496_200_000_000n, 8_000_000_000_000n].map((reserveY) =>
      frozenAt({ reserveY }),
    );
    expect(changePpm(frozen, worse ?? frozen)).toBe(-493);
    expect(whyOutdated({ frozen, live: worse, now: 0 })).toBeUndefined();
    expect(whyOutdated({ frozen, live: tooBad, now: 0 })).toBe('moved');
    expect(whyOutdated({ frozen, live: better, now: 0 })).toBeUndefined();
  });

  it('tolerates less where the trader’s slippage is lower', () => {
    const tight: TicketState = { ...state, slippage: { kind: 'preset', bps: 10 } };
    const shown = frozenAt({ reserveY: 7_500_000_000_000n, state: tight });
    const live = frozenAt({ reserveY: 7_499_000_000_000n, state: tight });
    expect(changePpm(shown, live)).toBe(-133);
    expect(whyOutdated({ frozen: shown, live, now: 0 })).toBe('moved');
    expect(whyOutdated({ frozen, live, now: 0 })).toBeUndefined();
  });

  it('expires regardless of the price', () => {
    expect(whyOutdated({ frozen, live: frozen, now: QUOTE_LIVES_MS - 1 })).toBeUndefined();
    expect(whyOutdated({ frozen, live: frozen, now: QUOTE_LIVES_MS })).toBe('aged');
    expect(whyOutdated({ frozen, live: undefined, now: QUOTE_LIVES_MS })).toBe('aged');
  });
});
