import { randomUUID } from 'node:crypto';
import type { KeylessRequest, PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import type { Draws } from './draws.ts';
import type { JournalEntry, PlannedAmendment } from './journal.ts';
import {
  conditionOf,
  type Distance,
  RESTING_KINDS,
  type RestingKind,
  restingRequest,
  type SeenRate,
} from './restingRequests.ts';

/** Swaps that a paper wallet can make hundreds of times, base units. */
export const SWAPS = [
  { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: 10_000_000 },
  { tokenIn: 'USDC', tokenOut: 'SOL', amountIn: 1_500_000 },
  { tokenIn: 'USDC', tokenOut: 'JUP', amountIn: 1_000_000 },
  { tokenIn: 'JUP', tokenOut: 'SOL', amountIn: 1_000_000 },
] as const;
export type UsualSwap = (typeof SWAPS)[number];

/** Share of the orders that rest: above the share that the campaign demands, since some are refused as the market has moved meanwhile. */
const RESTING = 0.42;
/** The distances of resting orders, as often as they are here. */
const DISTANCE_DRAWS: readonly Distance[] = ['market', 'market', 'market', 'near', 'near', 'near', 'far'];
/** Share of the resting orders that expire during the run unless they are executed before, and after how many seconds. */
const SHORT_LIVED = 0.2;
const SHORT_LIVED_SECONDS = [1, 6] as const;
/** Share of the resting orders that are amended, and how long after their acknowledgement at most. */
const AMENDED = 0.2;
const AMEND_WITHIN_MS = 1_500;
/** Share of the orders that are clicked at both servers at once, under one key. */
const DUPLICATES = 0.15;
/** Share of the commands that are two equal orders by the same trader at the same moment, each with its own key. */
const TWINS = 0.2;
/** Share of the market orders without slippage tolerance, and share with little time. */
const STRICT = 0.1;
const HASTY = 0.05;
const HASTY_SECONDS = 2;
/** Share of the orders that are cancelled, and how long after their acknowledgement at most: before, during and after their submission. */
const CANCELS = 0.15;
const CANCEL_WITHIN_MS = 400;
/** The same of orders that rest, which take longer until they are submitted. */
const RESTING_CANCEL_WITHIN_MS = 800;

type Planned = Pick<JournalEntry, 'distance' | 'amendment'> & { readonly request: KeylessRequest };

/** What the clients place, one command after the other: one order, or two equal ones of the same trader. The draws determine them, with the rates that were seen. */
export function createCommands(opts: { draws: Draws; traders: number; rateOf(swap: UsualSwap): SeenRate }): {
  next(): JournalEntry[];
} {
  const { draws, traders, rateOf } = opts;

  /** A trader's tolerance in price and time: most are patient, and some orders have to fail. */
  function patience(): { slippageBps: number; validForSeconds?: number } {
    const mood = draws.next();
    if (mood < STRICT) return { slippageBps: 0 };
    if (mood < STRICT + HASTY) return { slippageBps: 1_500, validForSeconds: HASTY_SECONDS };
    return { slippageBps: 1_500 };
  }

  function amendment(opts: { kind: RestingKind; amountIn: bigint; rate: SeenRate }): PlannedAmendment {
    const amountIn = opts.amountIn + BigInt(draws.whole(0, 9_999));
    const to = draws.pick(DISTANCE_DRAWS);
    const condition = conditionOf({ ...opts, amountIn, distance: to, draws });
    const changes = { ...condition, ...(draws.next() < 0.5 ? { amountIn: `${amountIn}` } : {}) };
    return { afterMs: draws.whole(0, AMEND_WITHIN_MS), changes, distance: to, outcome: undefined };
  }

  function restingOrder(kind: RestingKind, usual: UsualSwap, amountIn: number): Planned {
    const rate = rateOf(usual);
    const swap = { tokenIn: usual.tokenIn, tokenOut: usual.tokenOut, amountIn: `${amountIn}` };
    const planned = draws.pick(DISTANCE_DRAWS);
    const request = restingRequest({ kind, distance: planned, swap, rate, draws });
    const short = draws.next() < SHORT_LIVED ? { validForSeconds: draws.whole(...SHORT_LIVED_SECONDS) } : {};
    const amended = draws.next() < AMENDED;
    return {
      request: { ...request, ...short },
      distance: planned,
      amendment: amended ? amendment({ kind, amountIn: BigInt(amountIn), rate }) : undefined,
    };
  }

  function plan(): Planned {
    const usual = draws.pick(SWAPS);
    const amountIn = usual.amountIn + draws.whole(0, 9_999);
    if (draws.next() < RESTING) return restingOrder(draws.pick(RESTING_KINDS), usual, amountIn);
    const { tokenIn, tokenOut } = usual;
    const request = { type: 'market' as const, tokenIn, tokenOut, amountIn: `${amountIn}`, ...patience() };
    return { request, distance: undefined, amendment: undefined };
  }

  function entryOf(planned: Planned, trader: number): JournalEntry {
    const within = planned.distance === undefined ? CANCEL_WITHIN_MS : RESTING_CANCEL_WITHIN_MS;
    return {
      trader,
      request: { ...planned.request, idempotencyKey: randomUUID() } as PlaceOrderRequest,
      distance: planned.distance,
      amendment: planned.amendment && { ...planned.amendment },
      acknowledged: new Set(),
      acceptMs: undefined,
      refused: undefined,
      unclear: 0,
      duplicate: draws.next() < DUPLICATES,
      cancelAfterMs: draws.next() < CANCELS ? draws.whole(0, within) : undefined,
      cancelled: undefined,
    };
  }

  return {
    next() {
      const planned = plan();
      const trader = draws.whole(0, traders - 1);
      return Array.from({ length: draws.next() < TWINS ? 2 : 1 }, () => entryOf(planned, trader));
    },
  };
}
