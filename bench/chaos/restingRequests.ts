import type { RouterInputs } from '../../client/index.ts';
import type { OrderKindName } from '../../core/order/kinds/orderKinds.ts';
import type { KeylessRequest } from '../../core/order/placeOrder.ts';
import type { Draws } from './draws.ts';

/** The kinds of orders that rest. */
export const RESTING_KINDS = ['limit', 'stop', 'takeProfit', 'trailingStop', 'oco'] as const satisfies OrderKindName[];
export type RestingKind = (typeof RESTING_KINDS)[number];

/** How far the market is from what a resting order waits for: it fires soon, it fires if the market moves there during the run, or it never does. */
export const DISTANCES = ['market', 'near', 'far'] as const;
export type Distance = (typeof DISTANCES)[number];

/** What an amount got at some moment, base units. */
export type SeenRate = { readonly amountIn: bigint; readonly amountOut: bigint };

type Swap = Pick<KeylessRequest, 'tokenIn' | 'tokenOut' | 'amountIn'>;
export type Changes = Omit<RouterInputs['orders']['amend'], 'orderId' | 'version'>;

/** Basis points from the market, least and most. The simulated prices stay within 5 % of their references, so that `far` is never reached. */
const AWAY: Readonly<Record<Distance, readonly [number, number]>> = {
  market: [1, 8],
  near: [5, 45],
  far: [3_000, 4_000],
};
/** How far below the market a limit is that fires at once, basis points. */
const LIMIT_MET = [50, 300] as const;
const LEAST_TRAIL_BPS = 10;
/** Share of the triggers without slippage tolerance: their executions often miss, and the orders rest again. */
const STRICT = 0.2;

/** What an order of a kind waits for. */
export function conditionOf(opts: {
  kind: RestingKind;
  distance: Distance;
  amountIn: bigint;
  rate: SeenRate;
  draws: Draws;
}): Changes {
  const { kind, distance, amountIn, rate, draws } = opts;
  const away = () => draws.whole(...AWAY[distance]);
  /** What the amount gets at a rate this many basis points above the market's, rounded down. */
  const above = (bps: number) => (amountIn * rate.amountOut * BigInt(10_000 + bps)) / (rate.amountIn * 10_000n);
  const price = (bps: number) => ({ amountIn: `${amountIn}`, amountOut: `${above(bps)}` });
  switch (kind) {
    case 'limit':
      return { minOut: `${above(distance === 'market' ? -draws.whole(...LIMIT_MET) : away())}` };
    case 'stop':
      return { stopPrice: price(-away()) };
    case 'takeProfit':
      return { takeProfitPrice: price(away()) };
    case 'trailingStop':
      return { trailBps: Math.max(LEAST_TRAIL_BPS, away()) };
    case 'oco':
      return { takeProfitPrice: price(away()), stopPrice: price(-away()) };
  }
}

/** A request for an order that rests. */
export function restingRequest(opts: {
  kind: RestingKind;
  distance: Distance;
  swap: Swap;
  rate: SeenRate;
  draws: Draws;
}): KeylessRequest {
  const { kind, distance, swap, draws } = opts;
  const condition = conditionOf({ ...opts, amountIn: BigInt(swap.amountIn) });
  // The rate that was seen is a quote, so only that source is as near as the distance says.
  const source = distance === 'market' ? 'quote' : draws.pick(['quote', 'quote', 'mid', 'index'] as const);
  const confirmSlots = distance === 'market' ? 1 : draws.whole(1, 3);
  const strict = draws.next() < STRICT;
  const slippage = kind === 'oco' ? { takeProfitSlippageBps: 0, stopSlippageBps: 0 } : { maxSlippageBps: 0 };
  const trigger = { source, confirmSlots, ...(strict ? slippage : {}) };
  return { type: kind, ...swap, ...condition, ...(kind === 'limit' ? {} : trigger) } as KeylessRequest;
}
