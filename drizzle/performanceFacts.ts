import { type Mark, storedMark } from '../core/market/mark.ts';
import { statusesIn } from '../core/order/lifecycle.ts';
import type { ExecutedLegView, ResidueView } from '../core/order/orderView.ts';
import type { ExecutionFact } from '../core/performance/foldPerformance.ts';
import type { Database } from './database.ts';

/** The status of an executed order. */
const DONE = statusesIn('done').join(',');

/** A cursor in a trader's facts: the number of the last event, and the last deposit. */
export type FactsCursor = { readonly seq: bigint; readonly deposit: bigint };
export const NO_FACTS_READ: FactsCursor = { seq: 0n, deposit: 0n };

/** A deposit with its stored marks; undefined for a token without one. */
type StoredDeposit = {
  readonly kind: 'deposit';
  readonly tokens: readonly { readonly token: string; readonly amount: bigint; readonly mark: Mark | undefined }[];
};
export type StoredFact = ExecutionFact | StoredDeposit;

type FactsPage = {
  /** In the order in which they were committed. */
  readonly facts: readonly StoredFact[];
  /** The cursor of the next read. */
  readonly next: FactsCursor;
  /** True when more facts may already follow `next`. */
  readonly more: boolean;
};

export type PerformanceFacts = {
  /** The fills and deposits after a cursor, read at one moment: at most `limit` fills. Throws EngineError UNAVAILABLE. */
  read(opts: { traderId: string; after: FactsCursor; limit: number }): Promise<FactsPage>;
};

type Row = { last_seq: string } & (
  | {
      kind: 'fill';
      id: string;
      token_in: string;
      token_out: string;
      amount_in: string;
      amount_out: string;
      quoted_out: string | null;
      usdc_value: string | null;
      legs: ExecutedLegView[];
      residues: ResidueView[];
    }
  | { kind: 'deposit'; id: string; lines: [token: string, amount: string][]; marks: Record<string, string> | null }
  | { kind: null; id: null }
);

/**
 * Reads the facts that a trader's results are folded from. A trader's fills and deposits get their time and are committed under the lock of the
 * trader's row, so a fact that a read did not see is later than all facts that it saw.
 */
export function createPerformanceFacts(opts: { database: Database }): PerformanceFacts {
  const { reads } = opts.database;
  return {
    async read({ traderId, after, limit }) {
      const rows = await reads.run(
        traderId,
        ({ sql }) => sql<Row[]>`
          select t.last_seq, x.* from engine.traders t
            left join lateral (
              (select 'fill' as kind, e.trader_seq as id, e.at, o.token_in, o.token_out, f.amount_in, f.amount_out,
                      case when o.fired is null then o.quoted_out else (o.fired ->> 'quotedOut')::numeric end as quoted_out, f.legs, f.residues,
                      (select b.data ->> 'usdcValue' from engine.order_events b
                        where b.order_id = e.order_id and b.status = 'building' and b.attempt = e.attempt limit 1) as usdc_value,
                      null::json as lines, null::jsonb as marks
                 from (select e.trader_seq, e.at, e.order_id, e.attempt from engine.order_events e
                        where e.trader_id = t.id and e.trader_seq > ${after.seq.toString()}::text::bigint and e.status = any (string_to_array(${DONE}, ','))
                        order by e.trader_seq limit ${limit}) e
                 join engine.orders o on o.id = e.order_id
                 join engine.fills f on f.order_id = e.order_id)
              union all
              (select 'deposit', d.id, d.at, null, null, null, null, null, null, null, null,
                      (select json_agg(json_build_array(l.token, l.amount::text) order by l.line) from engine.ledger_lines l
                        where l.transfer_id = d.id and l.account = 'available'), d.marks
                 from engine.transfers d where d.trader_id = t.id and d.kind = 'deposit' and d.id > ${after.deposit.toString()}::text::bigint)
            ) x on true
           where t.id = ${traderId} order by x.at, x.id`,
      );
      const fills = rows.filter((row) => row.kind === 'fill');
      const more = fills.length >= limit;
      // A full page ends with its last fill: an unread fill may precede later facts.
      const whole = more ? rows.slice(0, rows.findLastIndex((row) => row.kind === 'fill') + 1) : rows;
      const deposit = whole.findLast((row) => row.kind === 'deposit');
      const seq = more ? fills.at(-1)?.id : rows[0]?.last_seq;
      return {
        facts: whole.flatMap(factOf),
        next: { seq: BigInt(seq ?? after.seq), deposit: BigInt(deposit?.id ?? after.deposit) },
        more,
      };
    },
  };
}

function factOf(row: Row): StoredFact[] {
  if (row.kind === null) return [];
  if (row.kind === 'deposit') {
    const { lines, marks } = row;
    const tokens = lines.map(([token, amount]) => ({ token, amount: BigInt(amount), mark: storedMark(marks, token) }));
    return [{ kind: 'deposit', tokens }];
  }
  return [
    {
      kind: 'fill',
      tokenIn: row.token_in,
      tokenOut: row.token_out,
      amountIn: BigInt(row.amount_in),
      amountOut: BigInt(row.amount_out),
      quotedOut: row.quoted_out === null ? undefined : BigInt(row.quoted_out),
      markValue: row.usdc_value === null ? undefined : BigInt(row.usdc_value),
      legs: row.legs,
      residues: row.residues,
    },
  ];
}
