import type { Sql } from 'postgres';
import type { Capitals } from './capitals.ts';
import type { JournalEntry } from './journal.ts';
import { RESTING_KINDS, type RestingKind } from './restingRequests.ts';
import {
  type BalanceRow,
  belowLimitOf,
  heldForNothingOf,
  type StepRow,
  triggeredTwiceOf,
  unmetOf,
} from './restingViolations.ts';
import {
  cancelledButExecutedOf,
  doubleOf,
  type FillRow,
  type LandedRow,
  lostOf,
  type OrderRow,
  openOf,
  orphansOf,
  phantomsOf,
} from './violations.ts';

/** The violation counters that are read from the tables, with a few examples of violations. */
export type Reckoning = Omit<Capitals, 'GAPS' | 'ILLEGAL' | 'CRASHED' | 'REFUSED'> & {
  readonly examples: readonly string[];
};

export type Ends = {
  readonly accepted: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly expired: number;
  /** The failed orders by their code. */
  readonly failures: Readonly<Record<string, number>>;
  /** The market orders among them. */
  readonly market: { readonly accepted: number; readonly confirmed: number };
  readonly resting: RestingEnds;
};

/** What became of the orders that rest. */
export type RestingEnds = {
  readonly accepted: Readonly<Record<RestingKind, number>>;
  /** Orders with a trigger that fired. */
  readonly triggered: number;
  /** Returns to the rest after a failed attempt. */
  readonly restedAgain: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly expired: number;
  readonly amended: number;
};

/** What the campaign saw before it cancelled the orders that were left. */
export type SeenOpen = {
  /** Orders that did not rest and had not ended. */
  readonly stuck: readonly string[];
  /** Ids of orders that were open long after their time. */
  readonly overdue: readonly string[];
};

/** Compares the clients' journal, the engine's tables and the chain's. */
export async function reckon(opts: {
  owner: Sql;
  journal: readonly JournalEntry[];
  seenOpen: SeenOpen;
}): Promise<{ reckoning: Reckoning; ends: Ends }> {
  const { owner, journal, seenOpen } = opts;
  const orders = await owner<OrderRow[]>`
    select id, trader_id, idempotency_key as key, type, status, final_at is not null as final, token_in, token_out,
           amount_in::text as amount_in, min_out::text as min_out from engine.orders`;
  const steps = await owner<StepRow[]>`
    select order_id, status, data ->> 'minOut' as min_out, nullif(data -> 'trigger', 'null') as trigger,
           coalesce(data -> 'missed' <> 'null', false) as missed, nullif(data -> 'fired', 'null') as fired,
           coalesce(data -> 'retry' <> 'null', false) as retry
      from engine.order_events where status in ('pending', 'routing') order by order_id, seq`;
  const balances = await owner<BalanceRow[]>`select trader_id, token, held::text as held from engine.balances`;
  const landed = await owner<LandedRow[]>`select signature, memo, execution from chain.transactions where err is null`;
  const fills = await owner<FillRow[]>`
    select f.order_id, f.signature, f.order_id || ':' || coalesce(u.attempt::text, '?') as memo, f.amount_in::text as amount_in,
           f.amount_out::text as amount_out, o.token_in, o.token_out
      from engine.fills f join engine.orders o on o.id = f.order_id left join engine.submissions u on u.signature = f.signature`;
  const failures = await owner<{ code: string; n: number }[]>`
    select failure ->> 'code' as code, count(*)::int as n from engine.orders where status = 'failed' group by 1 order by 2 desc`;
  const audit = await owner<{ rule: string; subject: string }[]>`select rule, subject, detail from engine.audit`;

  const found: Record<keyof Omit<Reckoning, 'examples'>, string[]> = {
    LOST: lostOf(journal, orders),
    OPEN: openOf(orders, seenOpen.stuck),
    DOUBLE: doubleOf(journal, landed),
    ORPHAN: orphansOf(landed, fills),
    PHANTOM: phantomsOf(landed, fills),
    'CANCELLED-BUT-EXECUTED': cancelledButExecutedOf(journal, orders, landed),
    'TRIGGERED-TWICE': triggeredTwiceOf({ orders, steps, landed }),
    UNMET: unmetOf({ journal, orders, steps }),
    'BELOW-LIMIT': belowLimitOf({ journal, orders, steps, fills }),
    'HELD-FOR-NOTHING': heldForNothingOf({ orders, balances, overdue: seenOpen.overdue }),
    AUDIT: audit.map((row) => JSON.stringify(row)),
  };
  const counts = Object.fromEntries(Object.entries(found).map(([name, all]) => [name, all.length]));
  return {
    reckoning: {
      ...(counts as Record<keyof typeof found, number>),
      examples: Object.entries(found).flatMap(([capital, all]) => all.slice(0, 3).map((one) => `${capital}: ${one}`)),
    },
    ends: {
      ...endsOf(orders),
      failures: Object.fromEntries(failures.map(({ code, n }) => [code, n])),
      market: endsOf(orders.filter(({ type }) => type === 'market')),
      resting: restingEnds({ orders: orders.filter(({ type }) => type !== 'market'), steps, journal }),
    },
  };
}

function endsOf(orders: readonly OrderRow[]) {
  const count = (status: string) => orders.filter((order) => order.status === status).length;
  return {
    accepted: orders.length,
    confirmed: count('confirmed'),
    failed: count('failed'),
    cancelled: count('cancelled'),
    expired: count('expired'),
  };
}

function restingEnds(opts: {
  orders: readonly OrderRow[];
  steps: readonly StepRow[];
  journal: readonly JournalEntry[];
}): RestingEnds {
  const { orders, steps, journal } = opts;
  const accepted = RESTING_KINDS.map((kind) => [kind, orders.filter(({ type }) => type === kind).length] as const);
  return {
    ...endsOf(orders),
    accepted: Object.fromEntries(accepted) as Record<RestingKind, number>,
    triggered: new Set(steps.filter(({ fired }) => fired !== null).map(({ order_id }) => order_id)).size,
    restedAgain: steps.filter(({ missed }) => missed).length,
    amended: journal.filter(({ amendment }) => amendment?.outcome === 'amended').length,
  };
}
