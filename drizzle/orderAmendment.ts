import type { OwnTerms } from '../core/order/ownTerms.ts';
import type { Database } from './database.ts';

/** New terms of an order that rests, whole. Amounts in base units. */
export type Amendment = Pick<OwnTerms<bigint>, 'requestedMinOut' | 'trigger'> & {
  readonly traderId: string;
  readonly orderId: string;
  /** The version of the terms that they replace. */
  readonly version: number;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  readonly quotedOut: bigint | undefined;
  readonly quoteSlot: number | undefined;
  /** From now on; undefined to keep the expiry. */
  readonly validForMs: number | undefined;
};

/** Why an order was not changed (see engine.amend_order), or 'amended'. */
export type AmendVerdict = 'amended' | 'unknown' | 'not_amendable' | 'too_late' | 'conflict' | 'insufficient';

export type OrderAmendment = {
  /** Changes the terms and the hold of an order in one transaction. Throws EngineError UNAVAILABLE. */
  amend(amendment: Amendment): Promise<AmendVerdict>;
};

export function createOrderAmendment({ database }: { database: Database }): OrderAmendment {
  const { sql, write } = database;
  return {
    async amend(a) {
      const [row] = await write(
        () => sql<{ verdict: AmendVerdict }[]>`
          select verdict from engine.amend_order(${a.traderId}, ${a.orderId}::uuid, ${a.version}, ${a.amountIn.toString()}::numeric,
            ${a.requestedMinOut?.toString() ?? null}::numeric, ${a.minOut.toString()}::numeric, ${a.quotedOut?.toString() ?? null}::numeric,
            ${a.quoteSlot ?? null}::bigint, ${a.trigger === null ? null : JSON.stringify(a.trigger)}::text::jsonb, ${a.validForMs ?? null}::bigint)`,
      );
      return row?.verdict ?? 'unknown';
    },
  };
}
