import { v7 as uuidv7 } from 'uuid';
import type { Failure } from '../../core/order/failure.ts';
import type { ExecutedLegView, QuotesView } from '../../core/order/orderView.ts';
import { JUP } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import type { Transition } from '../orderExecution.ts';
import type { Acceptance } from '../orderIntake.ts';
import type { OrderToPrepare, PreparedOrder } from '../preparedOrders.ts';

export const ONE_SOL = 1_000_000_000n;

/** The acceptance of an order of one SOL for at least 100 base units of USDC, with the test's changes. */
export function sampleAcceptance(given: Partial<Acceptance> & { traderId: string }): Acceptance {
  return {
    orderId: uuidv7(),
    idempotencyKey: uuidv7(),
    fingerprint: 'f',
    type: 'market',
    tokenIn: SOL.mint,
    tokenOut: USDC.mint,
    amountIn: ONE_SOL,
    slippageBps: 50,
    requestedMinOut: null,
    trigger: null,
    exit: null,
    minOut: 100n,
    quotedOut: 101n,
    quoteSlot: 7,
    validForMs: 60_000,
    refusal: undefined,
    credential: undefined,
    ...given,
  };
}

/** Quotes that the store keeps without reading them. */
export const sampleQuotes: QuotesView = {
  slot: 7,
  decision: {
    kind: 'no-route',
    mintIn: SOL.mint,
    mintOut: USDC.mint,
    amountIn: '1',
    venues: [],
    reason: 'no-pool',
    message: 'only stored here',
  },
};

export const sampleFailure = { code: 'SLIPPAGE', detail: '6005' } as const satisfies Failure;

/** The execution of an order of one SOL, in the form of a leg from the chain. */
export const sampleLeg: ExecutedLegView = {
  venue: 'raydium',
  pool: 'pool',
  mintIn: SOL.mint,
  mintOut: USDC.mint,
  amountIn: ONE_SOL.toString(),
  amountOut: '100',
  fee: '25',
};

/** The steps of the order of `sampleAcceptance`. */
export const building: Transition = { kind: 'building', data: sampleQuotes };

export const submitted = (signature: string, genesisHash?: string): Transition => ({
  kind: 'submitted',
  signature,
  transaction: new Uint8Array([1, 2, 3]),
  lastValidBlockHeight: 150,
  genesisHash,
});

export const confirmed = (signature: string, amountOut = 100n): Transition => ({
  kind: 'confirmed',
  signature,
  slot: 9,
  amountIn: ONE_SOL,
  amountOut,
  legs: [sampleLeg],
  residues: [{ token: JUP.mint, amount: '5' }],
});

/** A prepared order before its lease: signed under `signature`, begun 30 ms and routed 10 ms ago, with the test's changes. */
export const prepared = (
  order: OrderToPrepare,
  signature: string,
  given: { genesisHash?: string; terms?: Partial<OrderToPrepare> } = {},
): PreparedOrder => ({
  order: { ...order, ...given.terms },
  building: sampleQuotes,
  submission: {
    signature,
    transaction: new Uint8Array([1, 2, 3]),
    lastValidBlockHeight: 150,
    genesisHash: given.genesisHash,
  },
  begunAt: performance.now() - 30,
  routedAt: performance.now() - 10,
});
