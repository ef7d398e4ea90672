import type { TransactionError } from '../core/chain/chainApi.ts';
import type { FailureCode } from '../core/errors/engineError.ts';
import { usdcMark, valueAt } from '../core/market/mark.ts';
import type { Market } from '../core/market/snapshot.ts';
import type { Failure } from '../core/order/failure.ts';
import type { BuildingView, QuotesView } from '../core/order/orderView.ts';
import { mathOf } from '../core/pools/all/poolMaths.ts';
import { programAt } from '../core/pools/all/poolPrograms.ts';
import type { RefusalReason } from '../core/pools/poolRefusal.ts';
import { NO_ROUTE_CODES } from '../core/routing/noRouteCode.ts';
import type { Route } from '../core/routing/route.ts';
import { encodeRouteDecision } from '../core/routing/routeJson.ts';
import { routeOnMarket } from '../core/routing/routeOnMarket.ts';
import { compileSwap } from '../core/transaction/compileSwap.ts';
import { decodeTransaction } from '../core/transaction/decodeTransaction.ts';
import { signatureText, wireTransaction } from '../core/transaction/wire.ts';
import type { LiveSubmission } from '../drizzle/liveSubmission.ts';
import type { ClaimedOrder } from '../drizzle/orderExecution.ts';
import type { PaperWallets } from '../runtime/paperWallet.ts';

/** A blockhash to build on, the block height after which nothing built on it can land, and the chain of both. */
export type Lifetime = {
  readonly blockhash: string;
  readonly lastValidBlockHeight: number;
  readonly genesisHash: string;
};

/** What routing and signing read of an order. */
type Terms = Pick<ClaimedOrder, 'tokenIn' | 'tokenOut' | 'amountIn' | 'minOut'>;
type Signed = Pick<ClaimedOrder, 'orderId' | 'attempt' | 'traderId' | 'wallet' | 'minOut'>;

export type Routed =
  | { readonly kind: 'route'; readonly route: Route; readonly quotes: BuildingView }
  | { readonly kind: 'failure'; readonly failure: Failure; readonly quotes: QuotesView };

/** Finds the order's route on current pools; below the order's bound, or without a route, the attempt fails here. */
export function routeOrder(opts: { order: Terms; market: Market }): Routed {
  const { order, market } = opts;
  const decision = routeOnMarket({
    market,
    mintIn: order.tokenIn,
    mintOut: order.tokenOut,
    amountIn: order.amountIn,
  });
  const quotes: QuotesView = { slot: market.slot, decision: encodeRouteDecision(decision) };
  if (decision.kind === 'no-route')
    return {
      kind: 'failure',
      failure: { code: NO_ROUTE_CODES[decision.reason], detail: decision.message },
      quotes,
    };
  if (decision.route.amountOut < order.minOut) {
    const detail = `the best route gives ${decision.route.amountOut}, below the bound ${order.minOut}, at slot ${market.slot}`;
    return { kind: 'failure', failure: { code: 'SLIPPAGE', detail }, quotes };
  }
  return { kind: 'route', route: decision.route, quotes: { ...quotes, ...inputWorth({ order, market }) } };
}

/** What the order's input is worth on the pools that it is routed on, for the trader's results. */
function inputWorth(opts: { order: Terms; market: Market }): Pick<BuildingView, 'usdcValue'> {
  const { order, market } = opts;
  const mark = usdcMark({ pools: market.pools, mint: order.tokenIn });
  return mark === undefined ? {} : { usdcValue: valueAt({ amount: order.amountIn, mark }).toString() };
}

/** Builds and signs the transaction of a routed order: the bytes to commit before they are sent. */
export async function signOrder(opts: {
  order: Signed;
  route: Route;
  market: Market;
  lifetime: Lifetime;
  wallets: PaperWallets;
}): Promise<LiveSubmission> {
  const { order, route, market, lifetime, wallets } = opts;
  const { message } = await compileSwap({
    route,
    minOut: order.minOut,
    pools: market.pools,
    wallet: order.wallet,
    memo: `${order.orderId}:${order.attempt}`,
    blockhash: lifetime.blockhash,
  });
  const signature = wallets.signMessage({ traderId: order.traderId, wallet: order.wallet, message });
  return {
    signature: signatureText(signature),
    transaction: wireTransaction({ message, signature }),
    lastValidBlockHeight: lifetime.lastValidBlockHeight,
    genesisHash: lifetime.genesisHash,
  };
}

/** The token program's error of a transfer beyond the balance. */
const INSUFFICIENT_FUNDS = 1;

/** Out of compute units: by what a built-in program or a call of the runtime uses, or by a program's own instructions. */
const OUT_OF_UNITS: ReadonlySet<string> = new Set(['ComputationalBudgetExceeded', 'ProgramFailedToComplete']);

/**
 * What a pool program's refusal means. A route fits the snapshot that it was found on, so accounts that do not suffice and liquidity that ends
 * come of a price that has moved since, over the border of an array or behind the last position: the next attempt routes on newer pools.
 */
const CODES_BY_REASON: Partial<Record<RefusalReason, FailureCode>> = {
  slippage: 'SLIPPAGE',
  'wrong-accounts': 'PRICE_MOVED',
  'no-liquidity': 'PRICE_MOVED',
};

/**
 * What a transaction that landed with an error means for its order. An error number is read by the table of the program whose instruction
 * failed: the same number means different things to two programs.
 */
export function failureOfTransaction(opts: { error: TransactionError; transaction: Uint8Array }): Failure {
  return { code: codeOfTransaction(opts), detail: JSON.stringify(opts.error) };
}

function codeOfTransaction({ error, transaction }: Parameters<typeof failureOfTransaction>[0]): FailureCode {
  if (typeof error === 'string') return 'CHAIN_REFUSED';
  const [index, reason] = error.InstructionError;
  // Compute units are asked for by the bins or ticks that the quote crosses, and some more: only a moved price crosses more of them.
  if (typeof reason === 'string') return OUT_OF_UNITS.has(reason) ? 'PRICE_MOVED' : 'CHAIN_REFUSED';
  const refusal = reasonOf({ transaction, index, code: reason.Custom });
  if (refusal !== undefined) return CODES_BY_REASON[refusal] ?? 'CHAIN_REFUSED';
  return reason.Custom === INSUFFICIENT_FUNDS ? 'INSUFFICIENT_BALANCE' : 'CHAIN_REFUSED';
}

/** The reason of a pool program's error number; undefined for an instruction of another program, or an unknown number. */
function reasonOf(opts: { transaction: Uint8Array; index: number; code: number }): RefusalReason | undefined {
  const failed = decodeTransaction(opts.transaction).instructions[opts.index];
  const program = failed && programAt(failed.programAddress);
  return program && mathOf({ kind: program.kind.name }).refusals[opts.code];
}
