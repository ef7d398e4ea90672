import { LISTED_POOLS } from '../../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../../core/tokens/token.ts';
import type { OrderExecution, Transition } from '../../../drizzle/orderExecution.ts';

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
