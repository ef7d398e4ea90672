import fc from 'fast-check';
import { type TriggerTerms, USUAL_CONFIRM_SLOTS } from '../../../core/order/trigger/triggerTerms.ts';
import type { PoolAddress } from '../../../core/pools/poolBase.ts';
import type { RaydiumCpmmPool } from '../../../core/pools/raydiumCpmm/cpmmPool.ts';
import { JUP } from '../../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../../core/tokens/token.ts';
import type { RestingOrder } from '../../../drizzle/restingOrders.ts';
import type { Entry } from '../entry.ts';

const CPMM = { kind: 'raydium-cpmm', tradeFeeRate: 2_500n, protocolFeeRate: 120_000n, fundFeeRate: 40_000n } as const;
/** Of both tokens of the pair, base units. */
const DEPTH = 10n ** 13n;

/**
 * A market of SOL and USDC with two pools, and a way through JUP, at which one base unit of SOL is worth `price` thousandths of a base unit of USDC, before fees. What is
 * beside the price stands still.
 */
export function marketAt(price: number, slot = price) {
  const pool = (address: string, depth: bigint, of: Pick<RaydiumCpmmPool, 'mintX' | 'mintY'>, at = 1_000n) => ({
    ...CPMM,
    ...of,
    address: address as PoolAddress,
    reserveX: depth,
    reserveY: (depth * at) / 1_000n,
  });
  const at = BigInt(price);
  const pools: RaydiumCpmmPool[] = [
    pool('a', DEPTH, { mintX: SOL.mint, mintY: USDC.mint }, at),
    pool('b', DEPTH / 3n, { mintX: SOL.mint, mintY: USDC.mint }, at + 1n),
    pool('c', DEPTH / 2n, { mintX: SOL.mint, mintY: JUP.mint }, at),
    pool('d', DEPTH / 2n, { mintX: JUP.mint, mintY: USDC.mint }),
  ];
  return { slot, clock: { unixSeconds: slot }, listingVersion: 'test', pools };
}

/** Index prices at which one base unit of SOL is worth `price` thousandths of a base unit of USDC. */
export const indexAt = (price: number, slot = price) => ({
  slot,
  unixMs: slot,
  prices: { [SOL.mint]: `${price}.000000000000000000`, [USDC.mint]: '1.000000000000000000' },
});

/** An order to sell a million base units of SOL that rests, with the test's changes. */
export function restingOrder(given: Partial<RestingOrder> = {}): RestingOrder {
  return {
    orderId: 'order',
    type: 'limit',
    tokenIn: SOL.mint,
    tokenOut: USDC.mint,
    amountIn: 1_000_000n,
    minOut: 1n,
    trigger: null,
    version: 1,
    validUntil: new Date(9e12),
    notBefore: undefined,
    fired: undefined,
    watermark: undefined,
    ...given,
  };
}

export const entryOf = (order: RestingOrder): Entry => ({
  order,
  watermark: order.watermark,
  watermarkRate: Number.NaN,
  firing: false,
  notBefore: order.notBefore?.getTime() ?? 0,
});

/** A rate of thousandths. */
export const rateAt = (price: number) => ({ amountIn: '1000', amountOut: `${price}` });

/** A trigger on the mid price without a condition, with the test's changes. */
export function triggerTerms(given: Partial<TriggerTerms> = {}): TriggerTerms {
  return { source: 'mid', confirmSlots: USUAL_CONFIRM_SLOTS, stop: null, takeProfit: null, trail: null, ...given };
}

const prices = fc.integer({ min: 900, max: 1_100 });
const slippage = fc.constantFrom(0, 100, 1_000);
const condition = fc.record({ rate: prices.map(rateAt), maxSlippageBps: slippage });
const common = {
  source: fc.constantFrom('mid' as const, 'index' as const, 'quote' as const),
  confirmSlots: fc.integer({ min: 1, max: 3 }),
};
const kinds = fc.oneof(
  fc.constant({ type: 'limit' as const, trigger: null }),
  fc.record({ ...common, stop: condition }).map((of) => ({ type: 'stop' as const, trigger: triggerTerms(of) })),
  fc
    .record({ ...common, takeProfit: condition })
    .map((of) => ({ type: 'takeProfit' as const, trigger: triggerTerms(of) })),
  fc
    .record({ ...common, trail: fc.record({ bps: fc.integer({ min: 10, max: 500 }), maxSlippageBps: slippage }) })
    .map((of) => ({ type: 'trailingStop' as const, trigger: triggerTerms(of) })),
  fc
    .record({ ...common, stop: condition, takeProfit: condition })
    .map((of) => ({ type: 'oco' as const, trigger: triggerTerms(of) })),
);

/** Orders of any kind near a price of 1,000, small ones and such that move the price, in both directions or in one. */
export const restingOrders = fc
  .record({
    kind: kinds,
    sells: fc.boolean(),
    amountIn: fc.constantFrom(1n, 999n, 70_000n, 1_000_000n, 10n ** 10n + 7n, 3n * 10n ** 11n),
    price: prices,
  })
  .map(({ kind, sells, amountIn, price }) => {
    const minOut = (amountIn * BigInt(price)) / 1_000n;
    return restingOrder({
      ...kind,
      amountIn,
      minOut: kind.trigger === null && minOut > 0n ? minOut : 1n,
      ...(sells ? {} : { tokenIn: USDC.mint, tokenOut: SOL.mint }),
    });
  });
