import { SOL, USDC } from '../../../core/tokens/token.ts';
import type { JournalEntry } from '../journal.ts';
import type { LandedRow, OrderRow } from '../violations.ts';

/** The amounts of all sample rows: 1,000 base units of SOL for 150 of USDC. */
const SWAP = { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1000' };

/** A client's limit order that was acknowledged as `one`, near the market. */
export function entry(change: Partial<JournalEntry> = {}): JournalEntry {
  return {
    trader: 0,
    request: { ...SWAP, type: 'limit', minOut: '140', idempotencyKey: 'key' },
    distance: 'near',
    acknowledged: new Set(['one']),
    acceptMs: 1,
    refused: undefined,
    unclear: 0,
    duplicate: false,
    amendment: undefined,
    cancelAfterMs: undefined,
    cancelled: undefined,
    ...change,
  };
}

/** The engine's row of that order, confirmed. */
export function order(change: Partial<OrderRow> = {}): OrderRow {
  return {
    id: 'one',
    trader_id: 'trader',
    key: 'key',
    type: 'limit',
    status: 'confirmed',
    final: true,
    token_in: SOL.mint,
    token_out: USDC.mint,
    amount_in: '1000',
    min_out: '140',
    ...change,
  };
}

/** The chain's row of its execution, under a signature of its own for each memo. */
export function landed(memo: string): LandedRow {
  const leg = {
    ...{ venue: 'raydium', pool: 'pool', mintIn: SOL.mint, mintOut: USDC.mint },
    ...{ amountIn: '1000', amountOut: '150', fee: '1' },
  };
  return { signature: `signature of ${memo}`, memo, execution: { legs: [leg] } };
}
