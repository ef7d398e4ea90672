import { describe, expect, it } from 'vitest';
import type { TransactionError } from '../core/chain/chainApi.ts';
import { shownFailure } from '../core/order/failure.ts';
import { endsAtOnce } from '../core/order/kinds/endsAtOnce.ts';
import { mathOf, POOL_MATHS } from '../core/pools/all/poolMaths.ts';
import type { RaydiumCpmmPool } from '../core/pools/raydiumCpmm/cpmmPool.ts';
import { LISTED_POOLS } from '../core/testing/usualListing.ts';
import { type Mint, SOL, USDC } from '../core/tokens/token.ts';
import { base58Encode } from '../core/transaction/base58.ts';
import { compileSwap } from '../core/transaction/compileSwap.ts';
import { decodeTransaction } from '../core/transaction/decodeTransaction.ts';
import { everyRoute, samplePool } from '../core/transaction/testing/sampleSwaps.ts';
import { wireTransaction } from '../core/transaction/wire.ts';
import type { ClaimedOrder } from '../drizzle/orderExecution.ts';
import { failureOfTransaction, routeOrder } from './attempt.ts';

const pool: RaydiumCpmmPool = {
  kind: 'raydium-cpmm',
  address: 'pool' as RaydiumCpmmPool['address'],
  mintX: SOL.mint,
  mintY: USDC.mint,
  reserveX: 50_000_000_000_000n,
  reserveY: 7_500_000_000_000n,
  tradeFeeRate: 2_500n,
  protocolFeeRate: 120_000n,
  fundFeeRate: 40_000n,
};
const market = { slot: 7, clock: { unixSeconds: 1 }, listingVersion: 'usual:1', pools: [pool] };

function order(minOut: bigint, tokenOut: Mint = USDC.mint): ClaimedOrder {
  return {
    orderId: 'o',
    epoch: 1,
    traderId: 't',
    wallet: 'w',
    type: 'market',
    status: 'routing',
    attempt: 1,
    lastAttempt: 3,
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
  const sampled = LISTED_POOLS.map((listed) => samplePool(listed, 5));

  const MEANING: Readonly<Record<string, string>> = {
    slippage: 'SLIPPAGE',
    'wrong-accounts': 'PRICE_MOVED',
    'no-liquidity': 'PRICE_MOVED',
  };

  /** A swap on one pool of a kind, and where its instruction stands. */
  async function swapOn(kind: string) {
    const sample = everyRoute().find(({ route: { kind: shape, legs } }) => {
      return shape === 'single' && LISTED_POOLS.find(({ address }) => address === legs[0]?.pool)?.kind === kind;
    });
    if (sample === undefined) throw new Error(`no pool of the kind ${kind} is listed`);
    const { message } = await compileSwap({
      route: sample.route,
      minOut: 1n,
      pools: sampled,
      wallet: base58Encode(new Uint8Array(32).fill(7)),
      memo: 'o:1',
      blockhash: base58Encode(new Uint8Array(32).fill(9)),
    });
    const transaction = wireTransaction({ message, signature: new Uint8Array(64).fill(1) });
    const index = decodeTransaction(transaction).instructions.findIndex((instruction) => instruction.kind === 'swap');
    return { transaction, index };
  }

  it.each(POOL_MATHS.map((math) => math.name))('is read by the table of %s where that failed', async (name) => {
    const { transaction, index } = await swapOn(name);
    for (const other of POOL_MATHS) {
      for (const code of Object.keys(other.refusals).map(Number)) {
        const reason = mathOf({ kind: name }).refusals[code] ?? 'unknown';
        const failure = failureOfTransaction({
          error: { InstructionError: [index, { Custom: code }] },
          transaction,
        });
        expect(failure.code, `${code}`).toBe(MEANING[reason] ?? 'CHAIN_REFUSED');
      }
    }
  });

  it('is no slippage where another instruction failed with that number', async () => {
    const { transaction, index } = await swapOn('raydium-cpmm');
    const codeOf = (error: TransactionError) => failureOfTransaction({ error, transaction }).code;
    expect(codeOf({ InstructionError: [index - 1, { Custom: 6005 }] })).toBe('CHAIN_REFUSED');
    expect(codeOf({ InstructionError: [4, { Custom: 1 }] })).toBe('INSUFFICIENT_BALANCE');
    expect(codeOf({ InstructionError: [index, 'InvalidArgument'] })).toBe('CHAIN_REFUSED');
    expect(codeOf('AccountNotFound')).toBe('CHAIN_REFUSED');
  });

  it('leads to another attempt where the price has moved over what the transaction names or asked for', async () => {
    const { transaction, index } = await swapOn('meteora-dlmm');
    const errors: readonly (string | { readonly Custom: number })[] = [
      { Custom: 3005 },
      { Custom: 6036 },
      'ComputationalBudgetExceeded',
      'ProgramFailedToComplete',
    ];
    for (const reason of errors) {
      const failure = failureOfTransaction({ error: { InstructionError: [index, reason] }, transaction });
      expect(failure.code).toBe('PRICE_MOVED');
      expect(endsAtOnce(failure.code)).toBe(false);
      expect(shownFailure(failure, { goesOn: false }).message).toMatch(/not executed.*released/);
      expect(shownFailure(failure, { goesOn: true }).message).toMatch(/Nothing was executed.*tries again.*held/);
    }
    const disabled = failureOfTransaction({ error: { InstructionError: [index, { Custom: 6042 }] }, transaction });
    expect(endsAtOnce(disabled.code)).toBe(true);
  });

  it('keeps what the chain said', async () => {
    const { transaction, index } = await swapOn('meteora-dlmm');
    const error: TransactionError = { InstructionError: [index, { Custom: 6003 }] };
    expect(failureOfTransaction({ error, transaction }).detail).toBe(JSON.stringify(error));
  });
});
