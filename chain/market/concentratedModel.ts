import { integerSqrt } from '../../core/routing/integerSqrt.ts';
import type { Ratio } from './fairPrice.ts';
import { ledBack } from './tradedState.ts';

/** How a program turns ticks into √prices (Q64.64) and back; the programs differ in the last digits. */
export type TickMath = {
  sqrtPriceOfTick(tick: number): bigint;
  /** The last tick whose price is not above the given one. */
  tickOfSqrtPrice(sqrtPrice: bigint): number;
};

/** A position as the model deals it out: so many ticks to each side of the middle, and its share of the whole value. */
export type PositionShape = { readonly reach: number; readonly weight: number };

/** An initialised tick: crossing it upwards adds `liquidityNet`. */
export type ModelTick = { readonly index: number; readonly liquidityNet: bigint };

/** What the price alone decides about a pool whose positions do not move. */
export type ConcentratedState = { readonly sqrtPrice: bigint; readonly tick: number; readonly liquidity: bigint };

/** A trade as it is kept: the price it led to, and the program's tick, which at a boundary depends on the direction of the swap. */
export type TradedPrice = { readonly sqrtPrice: bigint; readonly tick: number };

const Q64_BITS = 64n;

/** √(num / den) in Q64.64, rounded down. */
export function sqrtPriceOf({ num, den }: Ratio): bigint {
  return integerSqrt((num << (2n * Q64_BITS)) / den);
}

/**
 * The liquidity that a value (base units of Y) buys in a position around a √price: half of it as Y below the price, and as much in worth as X
 * above it, if the reach is the same on both sides.
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
 * A concentrated pool whose positions do not move, whatever its program: the price alone tells tick and liquidity, so a trade is kept as the
 * price that it leads to, and arbitrage leads the price back in RECOVERY_SLOTS. `restingPrice` is the venue's price at a slot, base units of Y
 * per base unit of X; `reference` the price that the positions lie around. Prices stay within the widest position, so that the pool always
 * has liquidity in range.
 */
export function createConcentratedModel(opts: {
  readonly math: TickMath;
  readonly tickSpacing: number;
  readonly reference: Ratio;
  /** What all positions are worth at the reference price, base units of Y. */
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
    /** The pool at a slot from the trade on: exactly as the trade left it in its own slot, then nearer to the resting price each slot. */
    after(traded: TradedPrice & { readonly slot: number }, slot: number): ConcentratedState {
      const slots = slot - traded.slot;
      if (slots === 0) return stateAt(traded);
      const rest = { atTrade: restingSqrtPrice(traded.slot), now: restingSqrtPrice(slot) };
      return atPrice(clamped(ledBack({ traded: traded.sqrtPrice, ...rest, slots })));
    },
  };
}
