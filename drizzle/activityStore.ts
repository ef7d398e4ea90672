import { EngineError } from '../core/errors/engineError.ts';
import type { ActivityItem, ActivityPage, MoneyLine } from '../core/order/activityView.ts';
import { type Failure, shownFailure } from '../core/order/failure.ts';
import { isFinal, type OrderStatus, statusesIn } from '../core/order/lifecycle.ts';
import type { Database } from './database.ts';
import type { ReadConnections } from './traderReads.ts';

/** The ends of an order, at which money moves; it also moves with the first event, and with an amendment of the amount. */
const FINAL = statusesIn('done', 'ended').join(',');

/** The end of a page in each of the two streams: the trader's number of the last step, and the id of the last deposit. */
type ActivityCursor = { readonly seq: bigint; readonly deposit: bigint };

const NEWEST: ActivityCursor = { seq: 2n ** 63n - 1n, deposit: 2n ** 63n - 1n };
const CURSOR = /^([0-9]{1,19})\.([0-9]{1,19})$/;

function readCursor(text: string | undefined): ActivityCursor {
  if (text === undefined) return NEWEST;
  const match = CURSOR.exec(text);
  const [seq, deposit] = [BigInt(match?.[1] ?? 0), BigInt(match?.[2] ?? 0)];
  if (match !== null && seq <= NEWEST.seq && deposit <= NEWEST.deposit) return { seq, deposit };
  throw new EngineError({
    code: 'INVALID_REQUEST',
    text: 'cursor must be the nextCursor of an earlier answer. Nothing was changed.',
  });
}

/** A ledger line as JSON of Postgres. */
type LineTuple = readonly [token: string, account: MoneyLine['account'], amount: string];
type StepRow = {
  trader_seq: string;
  at: Date;
  order_id: string;
  seq: number;
  status: OrderStatus;
  attempt: number;
  token_in: string;
  token_out: string;
  amount_in: string;
  amount_out: string | null;
  failure: Failure | null;
  lines: readonly LineTuple[] | null;
};
type DepositRow = { id: string; at: Date; lines: readonly LineTuple[] | null };

const linesOf = (lines: readonly LineTuple[] | null): MoneyLine[] =>
  (lines ?? []).map(([token, account, amount]) => ({ token, account, amount }));

function stepOf(row: StepRow): ActivityItem {
  return {
    kind: 'step',
    at: row.at.toISOString(),
    orderId: row.order_id,
    seq: row.seq,
    status: row.status,
    attempt: row.attempt,
    tokenIn: row.token_in,
    tokenOut: row.token_out,
    amountIn: row.amount_in,
    amountOut: row.amount_out,
    failure: row.failure === null ? null : shownFailure(row.failure, { goesOn: !isFinal(row.status) }),
    lines: linesOf(row.lines),
  };
}

function depositOf(row: DepositRow): ActivityItem {
  return { kind: 'deposit', at: row.at.toISOString(), depositId: row.id, lines: linesOf(row.lines) };
}

export type ActivityStore = {
  /** Newest first, with the amounts from the ledger. Throws EngineError INVALID_REQUEST for an invalid cursor, UNAVAILABLE. */
  page(opts: { traderId: string; limit: number; cursor?: string | undefined }): Promise<ActivityPage>;
};

/**
 * A trader's activity: the steps of the orders (index `order_events_of_trader`) and the deposits (`transfers_deposits`), merged by time. The
 * cursor has a position in each stream, so that every page costs the same.
 */
export function createActivityStore(opts: { database: Database }): ActivityStore {
  const { reads } = opts.database;

  const steps = (sql: ReadConnections['sql'], traderId: string, before: bigint, limit: number) => sql<StepRow[]>`
    select e.trader_seq, e.at, e.order_id, e.seq, e.status, e.attempt, o.token_in, o.token_out,
           case when o.version = 1 then o.amount_in else (
             select (p.data ->> 'amountIn')::numeric from engine.order_events p
              where p.order_id = e.order_id and p.seq <= e.seq and p.status = 'pending' order by p.seq desc limit 1) end as amount_in,
           e.data #>> '{fill,amountOut}' as amount_out, coalesce(e.data -> 'failure', e.data #> '{retry,failure}', e.data -> 'missed') as failure, l.lines
      from (select * from engine.order_events where trader_id = ${traderId} and trader_seq < ${before.toString()}::text::bigint
             order by trader_seq desc limit ${limit}) e
      join engine.orders o on o.id = e.order_id
      left join lateral (
        select json_agg(json_build_array(l.token, l.account, l.amount::text) order by l.line) as lines
          from (select t.id from engine.transfers t where e.seq = 1 and t.order_id = e.order_id and t.kind = 'hold'
                union all
                select t.id from engine.transfers t
                 where e.seq > 1 and e.status = 'pending' and t.order_id = e.order_id and t.kind = 'adjust' and t.at = e.at
                union all
                select t.id from engine.transfers t
                 where e.status = any (string_to_array(${FINAL}, ',')) and t.order_id = e.order_id and t.kind in ('release', 'settle')) t
          join engine.ledger_lines l on l.transfer_id = t.id
         where l.account in ('available', 'held')) l on true
     order by e.trader_seq desc`;

  const deposits = (sql: ReadConnections['sql'], traderId: string, before: bigint, limit: number) => sql<DepositRow[]>`
    select t.id, t.at, l.lines
      from (select id, at from engine.transfers where trader_id = ${traderId} and kind = 'deposit' and id < ${before.toString()}::text::bigint
             order by id desc limit ${limit}) t
      left join lateral (
        select json_agg(json_build_array(l.token, l.account, l.amount::text) order by l.line) as lines
          from engine.ledger_lines l where l.transfer_id = t.id and l.account in ('available', 'held')) l on true
     order by t.id desc`;

  return {
    async page({ traderId, limit, cursor }) {
      const from = readCursor(cursor);
      const [stepRows, depositRows] = await Promise.all([
        reads.run(traderId, ({ sql }) => steps(sql, traderId, from.seq, limit + 1)),
        reads.run(traderId, ({ sql }) => deposits(sql, traderId, from.deposit, limit + 1)),
      ]);
      const items: ActivityItem[] = [];
      let [step, deposit] = [0, 0];
      while (items.length < limit) {
        const [nextStep, nextDeposit] = [stepRows[step], depositRows[deposit]];
        if (nextStep !== undefined && (nextDeposit === undefined || nextStep.at >= nextDeposit.at)) {
          items.push(stepOf(nextStep));
          step += 1;
        } else if (nextDeposit !== undefined) {
          items.push(depositOf(nextDeposit));
          deposit += 1;
        } else break;
      }
      const isLast = step === stepRows.length && deposit === depositRows.length;
      const seq = stepRows[step - 1]?.trader_seq ?? from.seq.toString();
      const depositId = depositRows[deposit - 1]?.id ?? from.deposit.toString();
      return { items, nextCursor: isLast ? null : `${seq}.${depositId}` };
    },
  };
}
