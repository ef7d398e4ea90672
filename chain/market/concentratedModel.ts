import { integerSqrt } from '../../core/routing/integerSqrt.ts';
import type { Ratio } from './fairPrice.ts';
import { ledBack } from './tradedState.ts';

/** A program's conversion of ticks to √prices (Q64.64) and back; the programs differ in the last digits. */
export type TickMath = {
  sqrtPriceOfTick(tick: number): bigint;
  /** The last tick whose price is not above the given one. */
  tickOfSqrtPrice(sqrtPrice: bigint): number;
};

/** A position of the model: its reach in ticks to each side of the middle, and its share of the whole value. */
export type PositionShape = { readonly reach: number; readonly weight: number };

/** An initialised tick: crossing it upwards adds `liquidityNet`. */
export type ModelTick = { readonly index: number; readonly liquidityNet: bigint };

/** The state of a pool with fixed positions that follows from the price alone. */
export type ConcentratedState = { readonly sqrtPrice: bigint; readonly tick: number; readonly liquidity: bigint };

/** The stored state after a trade: the price, and the program's tick, which at a boundary depends on the direction of the swap. */
export type TradedPrice = { readonly sqrtPrice: bigint; readonly tick: number };

const Q64_BITS = 64n;

/** √(num / den) in Q64.64, rounded down. */
export function sqrtPriceOf({ num, den }: Ratio): bigint {
  return integerSqrt((num << (2n * Q64_BITS)) / den);
}

/**
 * The liquidity that a value (base units of Y) buys in a position around a √price: half of the value as Y below the price, and half as X above
 * it, if the reach is the same on both sides.
 */
function liquidityFor(opts: { value: bigint; sqrtPrice: bigint; lowerPrice: bigint }): bigint {
  const below = opts.sqrtPrice - opts.lowerPrice;
  return ((opts.value / 2n) << Q64_BITS) / below;
}

/** The initialised ticks of positions around a middle tick, ascending, worth `value` (base units of Y) in all at the middle. */
function ticksOf(opts: {
  readonly math: TickMath;
  readonly tickSpacing: number;
  readonly middle: number;
  readonly value: bigint;
  readonly shapes: readonly PositionShape[];
}): ModelTick[] {
  const { math, tickSpacing, middle, shapes } = opts;
  const sum = BigInt(shapes.reduce((all, shape) => all + shape.weight, 0));
  const nets = new Map<number, bigint>();
  const add = (tick: number, net: bigint) => nets.set(tick, (nets.get(tick) ?? 0n) + net);
  for (const { reach, weight } of shapes) {
    const lower = Math.floor((middle - reach) / tickSpacing) * tickSpacing;
    const upper = Math.ceil((middle + reach) / tickSpacing) * tickSpacing;
    const liquidity = liquidityFor({
      value: (opts.value * BigInt(weight)) / sum,
      sqrtPrice: math.sqrtPriceOfTick(middle),
      lowerPrice: math.sqrtPriceOfTick(lower),
    });
    add(lower, liquidity);
    add(upper, -liquidity);
  }
  return [...nets].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index);
}

/**
 * A concentrated pool with fixed positions, for any program. Tick and liquidity follow from the price, so the state after a trade is stored as
 * its price, and arbitrage returns the price to rest in RECOVERY_SLOTS. `restingPrice` is the venue's price at a slot, base units of Y per base
 * unit of X; `reference` is the price around which the positions lie. Prices stay within the widest position, so that the pool always has
 * liquidity in range.
 */
export function createConcentratedModel(opts: {
  readonly math: TickMath;
  readonly tickSpacing: number;
  readonly reference: Ratio;
  /** The value of all positions at the reference price, base units of Y. */
  readonly value: bigint;
  readonly shapes: readonly PositionShape[];
  readonly restingPrice: (slot: number) => Ratio;
}) {
  const { math, restingPrice } = opts;
  const middle = math.tickOfSqrtPrice(sqrtPriceOf(opts.reference));
  const ticks = ticksOf({ ...opts, middle });
  const lowest = math.sqrtPriceOfTick(ticks[0]?.index ?? middle);
  const highest = math.sqrtPriceOfTick(ticks.at(-1)?.index ?? middle) - 1n;

  const clamped = (price: bigint) => (price < lowest ? lowest : price > highest ? highest : price);
  const restingSqrtPrice = (slot: number) => clamped(sqrtPriceOf(restingPrice(slot)));

  function stateAt({ sqrtPrice, tick }: TradedPrice): ConcentratedState {
    const liquidity = ticks.reduce((sum, { index, liquidityNet }) => (index <= tick ? sum + liquidityNet : sum), 0n);
    return { sqrtPrice, tick, liquidity };
  }

  const atPrice = (sqrtPrice: bigint) => stateAt({ sqrtPrice, tick: math.tickOfSqrtPrice(sqrtPrice) });

  return {
    ticks,
    resting: (slot: number): ConcentratedState => atPrice(restingSqrtPrice(slot)),
    /** The pool at a slot after a trade: in the trade's own slot exactly as the trade left it, then closer to the resting price with each slot. */
    after(traded: TradedPrice & { readonly slot: number }, slot: number): ConcentratedState {
      const slots = slot - traded.slot;
      if (slots === 0) return stateAt(traded);
      const rest = { atTrade: restingSqrtPrice(traded.slot), now: restingSqrtPrice(slot) };
      return atPrice(clamped(ledBack({ traded: traded.sqrtPrice, ...rest, slots })));
    },
  };
}
