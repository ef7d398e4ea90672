import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JUP, TOKENS } from '../testing/usualListing.ts';
import { SOL, USDC } from '../tokens/token.ts';
import { foldPerformance, NO_PERFORMANCE, type PerformanceFact, performanceView } from './foldPerformance.ts';

const fold = (facts: readonly PerformanceFact[]) => facts.reduce(foldPerformance, NO_PERFORMANCE);
const deposit = (token: string, amount: bigint, value: bigint): PerformanceFact => ({
  kind: 'deposit',
  tokens: [{ token, amount, value, estimated: false }],
});

type Swap = {
  in: [string, bigint];
  out: [string, bigint];
  markValue?: bigint;
  fee?: bigint;
  venue?: string;
  feeMint?: string;
};
function fill(swap: Swap): PerformanceFact {
  const [tokenIn, amountIn] = swap.in;
  const [tokenOut, amountOut] = swap.out;
  const leg = {
    venue: swap.venue ?? 'raydium',
    pool: 'p',
    mintIn: tokenIn,
    mintOut: tokenOut,
    amountIn: amountIn.toString(),
    amountOut: amountOut.toString(),
    fee: (swap.fee ?? 0n).toString(),
    feeMint: swap.feeMint ?? tokenIn,
  };
  return {
    kind: 'fill',
    tokenIn,
    tokenOut,
    amountIn,
    amountOut,
    quotedOut: undefined,
    markValue: swap.markValue,
    legs: [leg],
    residues: [],
  };
}

const [sol, usdc] = [10n ** 9n, 10n ** 6n];
const tokenOf = (view: ReturnType<typeof performanceView>, mint: string) =>
  view.tokens.find((token) => token.token === mint);

describe('foldPerformance', () => {
  it('realises proceeds less average cost', () => {
    const view = performanceView(
      fold([
        deposit(USDC.mint, 1_000n * usdc, 1_000n * usdc),
        deposit(SOL.mint, 1n * sol, 100n * usdc),
        // 2 SOL for 320: three SOL at an average of 140.
        fill({ in: [USDC.mint, 320n * usdc], out: [SOL.mint, 2n * sol], fee: 800_000n }),
        fill({ in: [SOL.mint, 1n * sol], out: [USDC.mint, 150n * usdc], fee: sol / 400n, venue: 'meteora' }),
      ]),
    );
    expect(tokenOf(view, SOL.mint)).toEqual({
      token: SOL.mint,
      amount: String(2n * sol),
      costBasis: String(280n * usdc),
      realised: String(10n * usdc),
      estimated: false,
    });
    expect(tokenOf(view, USDC.mint)).toMatchObject({ costBasis: String(830n * usdc), realised: '0' });
    expect(view).toMatchObject({
      realised: String(10n * usdc),
      fills: 2,
      unvaluedFills: 0,
      averageSlippageBps: null,
      wins: { venues: { raydium: 1, meteora: 1 }, split: 0 },
      // 0.25 % of tokens worth 150.
      fees: { raydium: '800000', meteora: '375000' },
      feesByToken: { [USDC.mint]: '800000', [SOL.mint]: String(sol / 400n) },
    });
  });

  it('values a swap without USDC by its mark, and passes the cost on where there is no mark', () => {
    const facts = (markValue?: bigint) => [
      deposit(SOL.mint, 2n * sol, 200n * usdc),
      fill({ in: [SOL.mint, 1n * sol], out: [JUP.mint, 300n], ...(markValue === undefined ? {} : { markValue }) }),
    ];
    const marked = performanceView(fold(facts(150n * usdc)));
    expect(tokenOf(marked, SOL.mint)).toMatchObject({ costBasis: String(100n * usdc), realised: String(50n * usdc) });
    expect(tokenOf(marked, JUP.mint)).toMatchObject({ costBasis: String(150n * usdc) });
    const unmarked = performanceView(fold(facts()));
    expect(unmarked).toMatchObject({ realised: '0', unvaluedFills: 1 });
    expect(tokenOf(unmarked, JUP.mint)).toMatchObject({ costBasis: String(100n * usdc) });
  });

  it('averages slippage over the quoted amounts and counts the legs of several venues separately', () => {
    const base = fill({ in: [SOL.mint, 10n], out: [USDC.mint, 9_950n] });
    if (base.kind !== 'fill') throw new Error('not a fill');
    const [leg] = base.legs;
    if (leg === undefined) throw new Error('no leg');
    const view = performanceView(
      fold([
        deposit(SOL.mint, 100n, 1n),
        { ...base, quotedOut: 10_000n },
        { ...base, quotedOut: 9_940n },
        { ...base, legs: [leg, { ...leg, venue: 'meteora' }] },
      ]),
    );
    // 50 bps less and 10.06 bps more.
    expect(view.averageSlippageBps).toBe(19.97);
    expect(view.wins).toEqual({ venues: { raydium: 2 }, split: 1 });
  });

  it('values a fee in the received token as a part of the received amount', () => {
    const view = performanceView(
      fold([
        deposit(SOL.mint, 2n * sol, 200n * usdc),
        fill({ in: [SOL.mint, sol], out: [JUP.mint, 400n], markValue: 100n * usdc, fee: 4n, feeMint: JUP.mint }),
      ]),
    );
    expect(view).toMatchObject({ fees: { raydium: String(usdc) }, feesByToken: { [JUP.mint]: '4' } });
  });

  it('keeps the sums: costs are deposits plus realised, amounts are inflows less outflows', () => {
    const mint = fc.constantFrom(...TOKENS.map((token) => token.mint));
    const amount = fc.bigInt({ min: 1n, max: 10n ** 15n });
    const deposits = TOKENS.map((token) => deposit(token.mint, 10n ** 15n, 123_456_789n));
    const swap = fc
      .record({
        in: mint,
        out: mint,
        amountIn: amount,
        amountOut: amount,
        markValue: fc.option(amount, { nil: undefined }),
      })
      .filter((one) => one.in !== one.out);
    fc.assert(
      fc.property(fc.array(swap, { maxLength: 30 }), (wishes) => {
        const held = new Map<string, bigint>(TOKENS.map((token) => [token.mint, 10n ** 15n]));
        const facts: PerformanceFact[] = [...deposits];
        for (const wish of wishes) {
          const have = held.get(wish.in) ?? 0n;
          const amountIn = wish.amountIn < have ? wish.amountIn : have;
          if (amountIn === 0n) continue;
          held.set(wish.in, have - amountIn);
          held.set(wish.out, (held.get(wish.out) ?? 0n) + wish.amountOut);
          const { markValue } = wish;
          facts.push(
            fill({
              in: [wish.in, amountIn],
              out: [wish.out, wish.amountOut],
              ...(markValue === undefined ? {} : { markValue }),
            }),
          );
        }
        const view = performanceView(fold(facts));
        const costs = view.tokens.reduce((sum, token) => sum + BigInt(token.costBasis), 0n);
        expect(costs).toBe(123_456_789n * BigInt(TOKENS.length) + BigInt(view.realised));
        for (const token of view.tokens) {
          expect(BigInt(token.amount)).toBe(held.get(token.token));
          expect(BigInt(token.costBasis)).toBeGreaterThanOrEqual(0n);
        }
      }),
    );
  });
});
