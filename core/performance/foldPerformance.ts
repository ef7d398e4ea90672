import type { ExecutedLegView, ResidueView } from '../order/orderView.ts';
import { shortfallPpm } from '../order/realisedSlippage.ts';
import { knownTokens, USDC } from '../tokens/token.ts';
import type { VenueId } from '../venues/venue.ts';
import type { PerformanceView } from './performanceView.ts';

/** A deposit of a token. `value` is its value, micro-USDC; `estimated` says that the mark is of another time. */
type DepositedToken = {
  readonly token: string;
  readonly amount: bigint;
  readonly value: bigint;
  readonly estimated: boolean;
};

/** An execution. `markValue` is the value of `amountIn` at the mark of its attempt, micro-USDC; undefined when no mark was stored. */
export type ExecutionFact = {
  readonly kind: 'fill';
  readonly tokenIn: string;
  readonly tokenOut: string;
  readonly amountIn: bigint;
  readonly amountOut: bigint;
  readonly quotedOut: bigint | undefined;
  readonly markValue: bigint | undefined;
  readonly legs: readonly ExecutedLegView[];
  readonly residues: readonly ResidueView[];
};

/** A fact that changes a trader's results; facts come in the order of their commits. */
export type PerformanceFact = ExecutionFact | { readonly kind: 'deposit'; readonly tokens: readonly DepositedToken[] };

type Position = {
  readonly amount: bigint;
  readonly cost: bigint;
  readonly realised: bigint;
  readonly estimated: boolean;
};

/** The state of the fold: everything that later facts and the view need, of constant size. */
export type PerformanceState = {
  readonly positions: ReadonlyMap<string, Position>;
  readonly fills: number;
  readonly unvaluedFills: number;
  readonly quotedFills: number;
  readonly shortfallPpm: number;
  /** Fills on one venue alone, and on several. */
  readonly wins: ReadonlyMap<VenueId, number>;
  readonly splits: number;
  /** Micro-USDC. */
  readonly fees: ReadonlyMap<VenueId, bigint>;
  /** Base units of each token. */
  readonly feesByToken: ReadonlyMap<string, bigint>;
};

export const NO_PERFORMANCE: PerformanceState = {
  positions: new Map(),
  fills: 0,
  unvaluedFills: 0,
  quotedFills: 0,
  shortfallPpm: 0,
  wins: new Map(),
  splits: 0,
  fees: new Map(),
  feesByToken: new Map(),
};

const NOTHING: Position = { amount: 0n, cost: 0n, realised: 0n, estimated: false };

type Positions = Map<string, Position>;

function take(positions: Positions, opts: Omit<DepositedToken, 'estimated'> & { estimated?: boolean }): void {
  const held = positions.get(opts.token) ?? NOTHING;
  positions.set(opts.token, {
    amount: held.amount + opts.amount,
    cost: held.cost + opts.value,
    realised: held.realised,
    estimated: held.estimated || opts.estimated === true,
  });
}

/** Disposes of an amount for `value`, or at cost when the value is not known; returns the proceeds. The cost is rounded down. */
function give(positions: Positions, opts: { token: string; amount: bigint; value: bigint | undefined }): bigint {
  const held = positions.get(opts.token) ?? NOTHING;
  const all = opts.amount >= held.amount;
  const cost = all ? held.cost : (held.cost * opts.amount) / held.amount;
  const value = opts.value ?? cost;
  positions.set(opts.token, {
    amount: all ? 0n : held.amount - opts.amount,
    cost: held.cost - cost,
    realised: held.realised + value - cost,
    estimated: held.estimated,
  });
  return value;
}

/** The value of a fill: exact when USDC is one of its sides, else by the mark. */
function fillValue(fill: ExecutionFact): bigint | undefined {
  if (fill.tokenIn === USDC.mint) return fill.amountIn;
  return fill.tokenOut === USDC.mint ? fill.amountOut : fill.markValue;
}

/** The token of a leg's fee. */
function feeTokenOf(leg: ExecutedLegView): string {
  return leg.feeMint ?? leg.mintIn;
}

/** A leg's fee in micro-USDC: the fee's share of the fill's amount in that token, times the fill's value. */
function feeOf(leg: ExecutedLegView, fill: ExecutionFact, value: bigint): bigint {
  const fee = BigInt(leg.fee);
  const token = feeTokenOf(leg);
  if (token === USDC.mint) return fee;
  const passed = amountThrough(token, fill);
  return passed === 0n ? 0n : (value * fee) / passed;
}

/** The amount of a token that a fill paid, received or passed on. */
function amountThrough(token: string, fill: ExecutionFact): bigint {
  if (token === fill.tokenIn) return fill.amountIn;
  if (token === fill.tokenOut) return fill.amountOut;
  return fill.legs.reduce((sum, leg) => (leg.mintIn === token ? sum + BigInt(leg.amountIn) : sum), 0n);
}

/** The one venue of all legs; undefined when they are on several. */
function onlyVenueOf(legs: readonly ExecutedLegView[]): VenueId | undefined {
  const [first] = legs;
  return legs.every((leg) => leg.venue === first?.venue) ? first?.venue : undefined;
}

function foldFill(state: PerformanceState, fill: ExecutionFact): PerformanceState {
  const positions = new Map(state.positions);
  const known = fillValue(fill);
  const value = give(positions, { token: fill.tokenIn, amount: fill.amountIn, value: known });
  take(positions, { token: fill.tokenOut, amount: fill.amountOut, value });
  for (const residue of fill.residues)
    take(positions, { token: residue.token, amount: BigInt(residue.amount), value: 0n });
  const fees = new Map(state.fees);
  const feesByToken = new Map(state.feesByToken);
  for (const leg of fill.legs) {
    const token = feeTokenOf(leg);
    fees.set(leg.venue, (fees.get(leg.venue) ?? 0n) + feeOf(leg, fill, value));
    feesByToken.set(token, (feesByToken.get(token) ?? 0n) + BigInt(leg.fee));
  }
  const wins = new Map(state.wins);
  const winner = onlyVenueOf(fill.legs);
  if (winner !== undefined) wins.set(winner, (wins.get(winner) ?? 0) + 1);
  const shortfall =
    fill.quotedOut === undefined ? undefined : shortfallPpm({ quoted: fill.quotedOut, received: fill.amountOut });
  return {
    positions,
    fees,
    feesByToken,
    fills: state.fills + 1,
    unvaluedFills: state.unvaluedFills + (known === undefined ? 1 : 0),
    quotedFills: state.quotedFills + (shortfall === undefined ? 0 : 1),
    shortfallPpm: state.shortfallPpm + (shortfall ?? 0),
    wins,
    splits: state.splits + (winner === undefined && fill.legs.length > 0 ? 1 : 0),
  };
}

/**
 * A trader's results after one more fact; the average-cost method, in micro-USDC.
 *
 * A token is acquired at its value: a deposit at its mark, a fill's output at the fill's value. A fill's value is exact when one side is USDC,
 * else it is the input at the mid price of the pools that its attempt was routed on. A disposed amount takes its share of the token's cost with
 * it, and value less that cost is realised; so the fee and the impact of a buy are part of its cost. A fill without a value (no mark was stored)
 * passes the cost on and realises nothing. The residue of an intermediate token is acquired at no cost.
 *
 * Rounded down wherever a share is taken, and the remainder stays in the position: the costs of all positions are always the deposits' value
 * plus what was realised, to the micro-USDC.
 */
export function foldPerformance(state: PerformanceState, fact: PerformanceFact): PerformanceState {
  if (fact.kind === 'fill') return foldFill(state, fact);
  const positions = new Map(state.positions);
  for (const token of fact.tokens) take(positions, token);
  return { ...state, positions };
}

function texts(amounts: ReadonlyMap<string, bigint>): Record<string, string> {
  return Object.fromEntries([...amounts].map(([key, amount]) => [key, amount.toString()]));
}

/** The results for the view: listed tokens in their order, without tokens that were never held. */
export function performanceView(state: PerformanceState): PerformanceView {
  const order = new Map<string, number>(knownTokens().map((token, i) => [token.mint, i]));
  const rank = (token: string) => order.get(token) ?? order.size;
  const tokens = [...state.positions]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([token, { amount, cost, realised, estimated }]) => ({
      token,
      amount: amount.toString(),
      costBasis: cost.toString(),
      realised: realised.toString(),
      estimated,
    }));
  const realised = [...state.positions.values()].reduce((sum, position) => sum + position.realised, 0n);
  return {
    realised: realised.toString(),
    tokens,
    fills: state.fills,
    unvaluedFills: state.unvaluedFills,
    averageSlippageBps: state.quotedFills === 0 ? null : Math.round(state.shortfallPpm / state.quotedFills) / 100,
    wins: { venues: Object.fromEntries(state.wins), split: state.splits },
    fees: texts(state.fees),
    feesByToken: texts(state.feesByToken),
  };
}
