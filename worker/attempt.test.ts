import { describe, expect, it } from 'vitest';
import { shownFailure } from '../core/order/failure.ts';
import type { RaydiumCpmmPool } from '../core/pools/pool.ts';
import { type Mint, SOL, USDC } from '../core/tokens/token.ts';
import type { ClaimedOrder } from '../drizzle/orderExecution.ts';
import { failureOfTransaction, routeOrder } from './attempt.ts';

const pool: RaydiumCpmmPool = {
  venue: 'raydium',
  address: 'pool' as RaydiumCpmmPool['address'],
  mintX: SOL.mint,
  mintY: USDC.mint,
  reserveX: 50_000_000_000_000n,
  reserveY: 7_500_000_000_000n,
  tradeFeeRate: 2_500n,
  protocolFeeRate: 120_000n,
  fundFeeRate: 40_000n,
};
const market = { slot: 7, clock: { unixSeconds: 1 }, pools: [pool] };

function order(minOut: bigint, tokenOut: Mint = USDC.mint): ClaimedOrder {
  return {
    orderId: 'o',
    epoch: 1,
    traderId: 't',
    wallet: 'w',
    type: 'market',
    status: 'routing',
    attempt: 1,
    tokenIn: SOL.mint,
    tokenOut,
    amountIn: 1_000_000_000n,
    minOut,
    validUntil: new Date(),
    submission: undefined,
    ending: undefined,
    acceptedAt: new Date(),
    past: 'fresh',
  };
}

/** What 1 SOL gives on this pool: a vector of the CPMM. */
const OUT = 149_622_015n;

describe('routing an order', () => {
  it('takes the best route when it reaches the bound, and keeps the quotes and what the input is worth', () => {
    const routed = routeOrder({ order: order(OUT), market });
    expect(routed).toMatchObject({
      kind: 'route',
      route: { amountOut: OUT },
      quotes: { slot: 7, decision: { kind: 'route' }, usdcValue: '150000000' },
    });
  });

  it('is a slippage failure one unit below the bound, with the quotes to show for it', () => {
    const routed = routeOrder({ order: order(OUT + 1n), market });
    expect(routed).toMatchObject({
      kind: 'failure',
      failure: { code: 'SLIPPAGE' },
      quotes: { decision: { kind: 'route' } },
    });
  });

  it('fails with the reason when no pool fills it, whose words say that the funds were released', () => {
    const code = (given: { pools?: typeof market.pools; amountIn?: bigint }) => {
      const { pools = market.pools, amountIn } = given;
      const asked = order(1n);
      const routed = routeOrder({
        order: { ...asked, amountIn: amountIn ?? asked.amountIn },
        market: { ...market, pools },
      });
      if (routed.kind !== 'failure') throw new Error('a route was found');
      const shown = shownFailure(routed.failure, { goesOn: false });
      expect(shown.message).toMatch(/not executed.*released/);
      return shown;
    };
    expect(code({ pools: [] })).toMatchObject({ code: 'NO_POOL' });
    expect(code({ amountIn: 1n })).toMatchObject({
      code: 'AMOUNT_TOO_SMALL',
      message: expect.stringMatching(/larger amount/),
    });
  });
});

describe('a transaction that landed with an error', () => {
  it.each([
    [{ InstructionError: [6, { Custom: 6005 }] }, 'SLIPPAGE'],
    [{ InstructionError: [6, { Custom: 6003 }] }, 'SLIPPAGE'],
    [{ InstructionError: [4, { Custom: 1 }] }, 'INSUFFICIENT_BALANCE'],
    [{ InstructionError: [6, { Custom: 6042 }] }, 'CHAIN_REFUSED'],
    [{ InstructionError: [6, { Custom: 2505 }] }, 'CHAIN_REFUSED'],
    [{ InstructionError: [6, 'InvalidArgument'] }, 'CHAIN_REFUSED'],
    ['AccountNotFound', 'CHAIN_REFUSED'],
  ] as const)('%j means %s', (error, code) => {
    const seen =
      typeof error === 'string'
        ? error
        : { InstructionError: [...error.InstructionError] as [number, string | { Custom: number }] };
    expect(failureOfTransaction(seen)).toMatchObject({ code, detail: JSON.stringify(error) });
  });
});
