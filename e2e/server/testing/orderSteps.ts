import { LISTED_POOLS } from '../../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../../core/tokens/token.ts';
import type { Database } from '../../../drizzle/database.ts';
import type { OrderExecution, Transition } from '../../../drizzle/orderExecution.ts';
import { createRestingOrders } from '../../../drizzle/restingOrders.ts';

/** Ends the rest of a limit order, like the worker that watches its pair; `quotedOut` is what its whole amount would get. */
export async function fireOrder(opts: {
  database: Database;
  order: { readonly orderId: string; readonly version: number; readonly minOut: string };
  quotedOut?: string;
}): Promise<void> {
  const { database, order } = opts;
  const { orderId, version, minOut } = order;
  const watcher = createRestingOrders({ database, owner: 'test-watcher', leaseMs: 60_000, onEvents: () => {} });
  const [pair] = await watcher.watch();
  if (pair === undefined) throw new Error('there is no pair to watch');
  const quotedOut = opts.quotedOut ?? minOut;
  const observed = { amountIn: '1', amountOut: '1' };
  const { verdict } = await watcher.fire({
    ...{ orderId, version, pair },
    fired: { by: 'limit', slot: 100, source: 'quote', observed, watermark: null, quotedOut, minOut },
  });
  if (verdict !== 'ok') throw new Error(`the trigger was refused: ${verdict}`);
}

/** Takes a pending order through every status to `confirmed`, like a worker; `between` runs before each step. */
export async function confirmOrder(opts: {
  execution: OrderExecution;
  orderId: string;
  between?: () => Promise<void>;
}): Promise<void> {
  const { execution, orderId, between = async () => {} } = opts;
  await between();
  const claim = await execution.claim(orderId);
  if (claim.verdict !== 'claimed') throw new Error(`the order is ${claim.verdict}`);
  const { epoch, amountIn } = claim.order;
  const signature = `signature-${orderId}`;
  const amountOut = 149_000_000n;
  const pool = LISTED_POOLS[0]?.address ?? '';
  const steps: Transition[] = [
    {
      kind: 'building',
      data: {
        slot: 100,
        decision: {
          kind: 'no-route',
          mintIn: SOL.mint,
          mintOut: USDC.mint,
          amountIn: amountIn.toString(),
          venues: [],
          reason: 'no-pool',
          message: 'stored for the test only',
        },
      },
    },
    { kind: 'submitted', signature, transaction: new Uint8Array([1]), lastValidBlockHeight: 250 },
    {
      kind: 'confirmed',
      signature,
      slot: 101,
      amountIn,
      amountOut,
      legs: [
        {
          venue: 'raydium',
          pool,
          mintIn: SOL.mint,
          mintOut: USDC.mint,
          amountIn: amountIn.toString(),
          amountOut: amountOut.toString(),
          fee: '2500000',
        },
      ],
      residues: [],
    },
  ];
  for (const step of steps) {
    await between();
    const verdict = await execution.transition({ orderId, epoch, step });
    if (verdict !== 'ok') throw new Error(`${step.kind} was refused: ${verdict}`);
  }
}
