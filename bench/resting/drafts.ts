import type { Market } from '../../core/market/snapshot.ts';
import type { OrderKindName } from '../../core/order/kinds/orderKinds.ts';
import { rateView } from '../../core/order/trigger/rate.ts';
import { midRate } from '../../core/order/trigger/triggerRules.ts';
import { TRIGGER_SOURCES, type TriggerTerms } from '../../core/order/trigger/triggerTerms.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import { type Mint, type Token, USDC } from '../../core/tokens/token.ts';

/** The terms of an order that is to rest. Amounts in base units. */
export type Draft = {
  readonly type: OrderKindName;
  readonly tokenIn: Mint;
  readonly tokenOut: Mint;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  readonly trigger: TriggerTerms | null;
};

type Direction = { readonly tokenIn: Mint; readonly tokenOut: Mint };

/** Whole USDC, about. */
const SIZES = [1n, 7n, 60n, 300n, 1_000n];
/** One order in a hundred is as near to the market as it moves within minutes; the others are beyond what the simulated market reaches. */
const NEAR_EACH = 100;
/** One trigger in a hundred watches quotes: each of these is quoted by itself. */
const QUOTED_EACH = 100;
const PPM = 1_000_000n;

/** Every direction of every pair of the tokens. */
export function directionsOf(tokens: readonly Token[]): Direction[] {
  return tokens.flatMap(({ mint: tokenIn }) =>
    tokens.flatMap(({ mint: tokenOut }) => (tokenIn === tokenOut ? [] : [{ tokenIn, tokenOut }])),
  );
}

/** What an amount of USDC is worth in a token at the mid price, rounded down. */
function worthOf(market: Market, usdc: bigint, mint: Mint): bigint {
  const amount = usdc * 10n ** BigInt(USDC.decimals);
  if (mint === USDC.mint) return amount;
  const { numerator, denominator } = midOf(market, { tokenIn: USDC.mint, tokenOut: mint });
  return (amount * numerator) / denominator;
}

/** What an amount gets. Throws when nothing does. */
function quoted(market: Market, { tokenIn, tokenOut }: Direction, amountIn: bigint): bigint {
  const decision = routeOnMarket({ market, mintIn: tokenIn, mintOut: tokenOut, amountIn });
  if (decision.kind !== 'route') throw new Error(`the market has no route: ${decision.message}`);
  return decision.route.amountOut;
}

/** A limit order worth about one USDC, a thousandth above what it would get. */
export function limitNear(market: Market, direction: Direction): Draft {
  const { tokenIn, tokenOut } = direction;
  const amountIn = worthOf(market, 1n, tokenIn);
  const minOut = (quoted(market, direction, amountIn) * 1_001n) / 1_000n;
  return { type: 'limit', tokenIn, tokenOut, amountIn, minOut, trigger: null };
}

/** Makes the drafts of limit, stop, take profit, trailing stop and OCO orders, in turn, over all directions and sizes. */
export function createDrafts(market: Market, tokens: readonly Token[]): (nth: number) => Draft {
  const directions = directionsOf(tokens);
  const quotes = new Map<string, bigint>();

  return (nth) => {
    const direction = directions[nth % directions.length];
    const size = SIZES[Math.floor(nth / 7) % SIZES.length];
    if (direction === undefined || size === undefined) throw new Error('there are no tokens');
    const { tokenIn, tokenOut } = direction;
    // Slightly different for each, as people's orders are.
    const amountIn = worthOf(market, size, tokenIn) + BigInt(nth % 997);
    const key = `${tokenIn} ${tokenOut} ${size}`;
    const quote = quotes.get(key) ?? quoted(market, direction, amountIn);
    quotes.set(key, quote);
    const isNear = Math.floor(nth / 31) % NEAR_EACH === 0;
    // Parts per million: up to 1.5 % from the market, or from 11 to 60 %.
    const away = BigInt(isNear ? 200 + ((nth * 7_919) % 15_000) : 110_000 + ((nth * 7_919) % 490_000));
    return {
      tokenIn,
      tokenOut,
      amountIn,
      ...termsOf({ kind: Math.floor(nth / 3) % 5, nth, away, quote, rate: midOf(market, direction) }),
    };
  };
}

function midOf({ pools }: Market, { tokenIn, tokenOut }: Direction) {
  const rate = midRate({ pools, tokenIn, tokenOut });
  if (rate === undefined) throw new Error('the market has no mid price');
  return rate;
}

function termsOf(opts: {
  kind: number;
  nth: number;
  away: bigint;
  quote: bigint;
  rate: { numerator: bigint; denominator: bigint };
}): Pick<Draft, 'type' | 'minOut' | 'trigger'> {
  const { kind, nth, away, quote, rate } = opts;
  if (kind === 0) return { type: 'limit', minOut: (quote * (PPM + away)) / PPM, trigger: null };
  const at = (ppm: bigint, maxSlippageBps: number) => ({
    rate: rateView({ numerator: rate.numerator * ppm, denominator: rate.denominator * PPM }),
    maxSlippageBps,
  });
  const source = nth % QUOTED_EACH === 0 ? 'quote' : (TRIGGER_SOURCES[nth % 2] ?? 'mid');
  const trigger = { source, confirmSlots: 1 + (nth % 2), stop: null, takeProfit: null, trail: null } as const;
  const [stop, takeProfit] = [at(PPM - away, 1_000), at(PPM + away, 100)];
  if (kind === 1) return { type: 'stop', minOut: 1n, trigger: { ...trigger, stop } };
  if (kind === 2) return { type: 'takeProfit', minOut: 1n, trigger: { ...trigger, takeProfit } };
  if (kind === 3) return { type: 'oco', minOut: 1n, trigger: { ...trigger, stop, takeProfit } };
  const trail = { bps: Math.max(10, Math.floor(Number(away) / 100)), maxSlippageBps: 1_000 };
  return { type: 'trailingStop', minOut: 1n, trigger: { ...trigger, trail } };
}
