import type { ErrorCode } from '../core/errors/engineError.ts';
import type { OrderKindName } from '../core/order/kinds/orderKinds.ts';
import type { OwnTerms } from '../core/order/ownTerms.ts';
import { type Batcher, createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage } from './database.ts';

/** An order to accept, or to refuse for a reason that the server already knows. Amounts in base units. */
export type Acceptance = OwnTerms<bigint> & {
  readonly orderId: string;
  readonly traderId: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly type: OrderKindName;
  readonly tokenIn: string;
  readonly tokenOut: string;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  readonly quotedOut: bigint | undefined;
  readonly quoteSlot: number | undefined;
  readonly validForMs: number;
  /** Refused with this code, unless the idempotency key is known: then the key's order is returned. */
  readonly refusal: ErrorCode | undefined;
  /** The trader's credential, checked again in the transaction. Undefined for orders of the engine's own tests and benchmarks. */
  readonly credential: Credential | undefined;
};

/** A session or an API key, by its row's id. */
export type Credential = { readonly kind: 'session' | 'key'; readonly id: string };

/** `known` and `accepted` name the order; `accepted` carries the trader's sequence number of its first event. */
export type AcceptanceResult =
  | { readonly verdict: 'accepted'; readonly orderId: string; readonly traderSeq: bigint; readonly acceptedAt: Date }
  | { readonly verdict: 'known'; readonly orderId: string }
  | { readonly verdict: 'conflict' | 'no_trader' }
  | { readonly verdict: 'refused'; readonly code: ErrorCode };

type Row = { ord: number; verdict: string; order_id: string; trader_seq: string | null; at: Date };

/** Accepts orders by group commit: order, hold and first event are one committed transaction when the promise resolves. Throws EngineError UNAVAILABLE. */
export function createOrderIntake(opts: { database: Database; maxBatch?: number }): {
  accept(item: Acceptance): Promise<AcceptanceResult>;
} {
  const { sql, write } = opts.database;

  async function run(items: readonly Acceptance[]): Promise<(AcceptanceResult | 'again')[]> {
    const payload = items.map((item, ord) => ({
      ord,
      order_id: item.orderId,
      trader_id: item.traderId,
      idempotency_key: item.idempotencyKey,
      fingerprint: item.fingerprint,
      type: item.type,
      token_in: item.tokenIn,
      token_out: item.tokenOut,
      amount_in: item.amountIn.toString(),
      slippage_bps: item.slippageBps,
      requested_min_out: item.requestedMinOut?.toString(),
      min_out: item.minOut.toString(),
      quoted_out: item.quotedOut?.toString(),
      quote_slot: item.quoteSlot,
      valid_for_ms: item.validForMs,
      trigger: item.trigger,
      exit: item.exit,
      refusal: item.refusal,
      ...(item.credential === undefined ? {} : { [`${item.credential.kind}_id`]: item.credential.id }),
    }));
    const rows = await write(
      () => sql<Row[]>`select * from engine.accept_orders(${JSON.stringify(payload)}::text::jsonb)`,
    );
    const results: (AcceptanceResult | 'again')[] = new Array(items.length);
    for (const row of rows) results[row.ord] = resultOf(row);
    return results;
  }

  const batcher: Batcher<Acceptance, AcceptanceResult | 'again'> = createBatcher({
    run,
    maxBatch: opts.maxBatch ?? 100,
    isOutage,
  });

  return {
    async accept(item) {
      for (;;) {
        const result = await batcher.add(item);
        if (result !== 'again') return result;
      }
    },
  };
}

function resultOf(row: Row): AcceptanceResult | 'again' {
  switch (row.verdict) {
    case 'accepted':
      return { verdict: 'accepted', orderId: row.order_id, traderSeq: BigInt(row.trader_seq ?? 0), acceptedAt: row.at };
    case 'known':
      return { verdict: 'known', orderId: row.order_id };
    case 'conflict':
    case 'no_trader':
      return { verdict: row.verdict };
    case 'again':
      return 'again';
    default:
      return { verdict: 'refused', code: row.verdict as ErrorCode };
  }
}
