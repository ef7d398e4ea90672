import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canTransition, isFinal, ORDER_STATUSES, type OrderStatus } from '../core/order/lifecycle.ts';
import { SOL } from '../core/tokens/token.ts';
import { createAccountStore } from './accountStore.ts';
import { createOrderExecution, type Transition } from './orderExecution.ts';
import { createOrderIntake } from './orderIntake.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import { building, confirmed, sampleAcceptance, sampleFailure, submitted } from './testing/sampleOrder.ts';

const TRADER = 'trader-1';
/** Steps from `routing` to each later status. */
const STEPS: Readonly<
  Record<'building' | 'submitted' | 'confirmed' | 'failed' | 'cancelled' | 'expired', (signature: string) => Transition>
> = {
  building: () => building,
  submitted,
  confirmed,
  failed: () => ({ kind: 'failed', failure: sampleFailure }),
  cancelled: () => ({ kind: 'cancelled' }),
  expired: () => ({ kind: 'expired' }),
};
const WAY: Readonly<Record<OrderStatus, readonly (keyof typeof STEPS)[]>> = {
  pending: [],
  routing: [],
  building: ['building'],
  submitted: ['building', 'submitted'],
  confirmed: ['building', 'submitted', 'confirmed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
  expired: ['expired'],
};

/** Orders in a status, brought there by the engine's own functions. */
async function orderMaker(db: FreshDatabase) {
  const intake = createOrderIntake({ database: db.database });
  const execution = createOrderExecution({ database: db.database, owner: 'w', leaseMs: 60_000, onEvents: () => {} });
  await createAccountStore({ database: db.database }).openTrader({ traderId: TRADER, wallet: 'wallet' });
  return async (status: OrderStatus): Promise<string> => {
    const orderId = uuidv7();
    const validForMs = status === 'expired' ? 1 : 3_600_000;
    await intake.accept(sampleAcceptance({ traderId: TRADER, orderId, idempotencyKey: orderId, validForMs }));
    // Its time is over.
    if (status === 'expired') await db.owner`select pg_sleep(0.002)`;
    if (status !== 'pending') await execution.claim(orderId);
    for (const step of WAY[status])
      expect(await execution.transition({ orderId, epoch: 1, step: STEPS[step](`sig-${orderId}`) })).toBe('ok');
    return orderId;
  };
}

describe('the database’s own rules, against its owner', () => {
  let db: FreshDatabase;
  let orderIn: Awaited<ReturnType<typeof orderMaker>>;
  beforeAll(async () => {
    db = await freshDatabase();
    orderIn = await orderMaker(db);
  });
  afterAll(() => db[Symbol.asyncDispose]());

  const refuses = async (statement: string, code: string) => {
    await expect(db.owner.unsafe(statement), statement).rejects.toMatchObject({ code });
  };
  /** The columns that the checks require of a row in a status, so that only the lifecycle can refuse the step. */
  const rowOf = (to: OrderStatus) => {
    const final = isFinal(to);
    return `status = '${to}', attempt = ${to === 'pending' ? 0 : 1}, begun_attempt = 0, failure = ${to === 'failed' ? `'{}'` : 'null'},
      final_at = ${final ? 'now()' : 'null'}, dispatch_at = ${final ? 'null' : 'now()'}, lease_until = null, next_run_at = null`;
  };

  it('lets an order take only legal steps, and a final one none', async () => {
    for (const from of ORDER_STATUSES) {
      const id = await orderIn(from);
      for (const to of ORDER_STATUSES) {
        if (from === to || canTransition({ from, to })) continue;
        const code = isFinal(from) ? 'OE001' : 'OE002';
        await refuses(`update engine.orders set ${rowOf(to)} where id = '${id}'`, code);
      }
    }
    const final = await orderIn('confirmed');
    await refuses(`update engine.orders set lease_epoch = lease_epoch + 1 where id = '${final}'`, 'OE001');
  });

  it('allows only statuses and kinds that are rows, and a final time exactly with a final status', async () => {
    const id = await orderIn('pending');
    const copy = (changes: string) =>
      `insert into engine.orders select (jsonb_populate_record(o, to_jsonb(o) || jsonb_build_object('id', gen_random_uuid(), 'idempotency_key',
         gen_random_uuid()) || '${changes}')).* from engine.orders o where o.id = '${id}'`;
    await refuses(copy('{"status": "lost", "attempt": 1}'), 'OE009');
    await refuses(copy('{"type": "wish"}'), 'OE009');
    await refuses(copy('{"slippage_bps": null}'), 'OE009');
    await refuses(copy('{"final_at": "2026-01-01T00:00:00Z", "dispatch_at": null}'), 'OE009');
    await refuses(copy('{"status": "confirmed", "attempt": 1}'), 'OE009');
    await refuses(`update engine.orders set status = 'lost', attempt = 1 where id = '${id}'`, 'OE002');
    await refuses(`update engine.orders set final_at = now(), dispatch_at = null where id = '${id}'`, 'OE008');
    await refuses(
      `update engine.orders set status = 'failed', failure = '{}' where id = '${await orderIn('routing')}'`,
      'OE008',
    );
    await refuses(
      `insert into engine.order_events select order_id, 99, trader_id, 9999, 'failed', 1, 1, now(), '{}' from engine.order_events where order_id = '${id}'`,
      '23514',
    );
  });

  it('allows attempts from 0 to 3, increasing by one at a time', async () => {
    const id = await orderIn('routing');
    await refuses(`update engine.orders set attempt = 4 where id = '${id}'`, '23514');
    await refuses(`update engine.orders set attempt = -1 where id = '${id}'`, '23514');
    await refuses(`update engine.orders set attempt = 3 where id = '${id}'`, 'OE004');
    await refuses(`update engine.orders set lease_epoch = 0 where id = '${id}'`, 'OE004');
    await refuses(`update engine.orders set event_seq = event_seq + 2 where id = '${id}'`, 'OE004');
  });

  it('allows several steps at once only with an event for each, and only if each is legal after the previous one', async () => {
    const id = await orderIn('pending');
    const walk = (statuses: readonly string[], changes: string) => {
      const events = statuses
        .map((status, i) => `(${i + 2}, '${status}', ${isFinal(status as OrderStatus) ? "'ended'" : "'open'"})`)
        .join(', ');
      return `with written as (
          insert into engine.order_events (order_id, seq, trader_id, trader_seq, status, phase, attempt, epoch, at, data)
          select '${id}', w.seq, '${TRADER}', 100000 + w.seq, w.status, w.phase, 1, 1, now(), '{}' from (values ${events}) as w(seq, status, phase))
        update engine.orders set event_seq = event_seq + 3, ${changes} where id = '${id}'`;
    };
    const submittedRow = "status = 'submitted', attempt = 1, begun_attempt = 1";
    // No events, too few, or more attempts than events that begin one.
    await refuses(`update engine.orders set event_seq = event_seq + 3, ${submittedRow} where id = '${id}'`, 'OE004');
    await refuses(walk(['routing', 'building'], submittedRow), 'OE004');
    await refuses(walk(['routing', 'routing', 'building'], submittedRow), 'OE004');
    await refuses(
      walk(['routing', 'building', 'submitted'], "status = 'submitted', attempt = 2, begun_attempt = 1"),
      'OE004',
    );
    // Illegal steps between, or another final status than that of the events.
    await refuses(walk(['building', 'routing', 'submitted'], submittedRow), 'OE002');
    await refuses(walk(['routing', 'submitted', 'building'], submittedRow), 'OE002');
    await refuses(walk(['routing', 'building', 'submitted'], "status = 'building', attempt = 1"), 'OE002');
    // The rules for one step hold for several.
    await refuses(walk(['routing', 'building', 'submitted'], `${submittedRow}, min_out = 1`), 'OE003');
    await refuses(walk(['routing', 'building', 'failed'], "status = 'failed', failure = '{}', attempt = 1"), 'OE008');
    await refuses(walk(['routing', 'building', 'submitted'], `${submittedRow}, lease_epoch = -1`), 'OE004');
  });

  it('allows one live submission, one signature once, one fill and one final event of an order', async () => {
    const live = await orderIn('submitted');
    const done = await orderIn('confirmed');
    const second = (id: string, attempt: number, signature: string, outcome: string) =>
      `insert into engine.submissions values ('${id}', ${attempt}, 1, '${signature}', '', 9, '${outcome}', ${outcome === 'landed' ? 9 : 'null'}, null, now(), null)`;
    await refuses(second(live, 2, 'another', 'live'), '23505');
    await refuses(second(done, 2, 'another', 'landed'), '23505');
    await refuses(second(await orderIn('pending'), 1, `sig-${live}`, 'live'), '23505');
    await refuses(
      `insert into engine.fills select order_id, 'another', slot, amount_in, amount_out, legs, residues, now() from engine.fills where order_id = '${done}'`,
      '23505',
    );
    await refuses(
      `insert into engine.order_events values ('${done}', 99, '${TRADER}', 9999, 'failed', 1, 1, now(), '{}', 'ended')`,
      '23505',
    );
    await refuses(
      `insert into engine.order_events select order_id, 77, trader_id, trader_seq, 'routing', 1, 1, now(), '{}', 'open' from engine.order_events where order_id = '${live}' limit 1`,
      '23505',
    );
  });

  it('allows one hold, and one settlement or release, of an order', async () => {
    const [done, failed] = [await orderIn('confirmed'), await orderIn('failed')];
    const transfer = (kind: string, id: string) =>
      `insert into engine.transfers (kind, trader_id, order_id, at) values ('${kind}', '${TRADER}', '${id}', now())`;
    await refuses(transfer('hold', done), '23505');
    for (const id of [done, failed])
      for (const kind of ['release', 'settle']) await refuses(transfer(kind, id), '23505');
    await refuses(`insert into engine.transfers (kind, trader_id, at) values ('settle', '${TRADER}', now())`, '23514');
  });

  it('keeps every transfer at zero per token, and no balance below it', async () => {
    const lines = (values: string) => `insert into engine.ledger_lines values ${values}`;
    const deposit = `(select min(id) from engine.transfers)`;
    await refuses(lines(`(${deposit}, 90, 'available', '${TRADER}', 'SOL', 5)`), 'OE005');
    await refuses(
      lines(
        `(${deposit}, 90, 'available', '${TRADER}', 'SOL', 5), (${deposit}, 91, 'faucet', '${TRADER}', 'USDC', -5)`,
      ),
      'OE005',
    );
    await refuses(
      lines(`(999999, 1, 'available', '${TRADER}', 'SOL', 5), (999999, 2, 'faucet', '${TRADER}', 'SOL', -5)`),
      'OE005',
    );
    for (const column of ['available', 'held'])
      await refuses(`update engine.balances set ${column} = -1 where trader_id = '${TRADER}'`, '23514');
  });

  it('does not allow changes of history', async () => {
    await orderIn('confirmed');
    for (const table of ['order_events', 'fills', 'transfers', 'ledger_lines']) {
      const column =
        table === 'ledger_lines' ? 'amount' : table === 'transfers' ? 'at' : table === 'fills' ? 'slot' : 'at';
      await refuses(`update engine.${table} set ${column} = ${column}`, 'OE006');
    }
    for (const table of ['orders', 'order_events', 'fills', 'transfers', 'ledger_lines', 'submissions']) {
      await refuses(`delete from engine.${table}`, 'OE006');
      await refuses(`truncate engine.${table} cascade`, 'OE006');
    }
    for (const terms of ['amount_in = 1', 'min_out = 1', "trader_id = 'x'", "idempotency_key = id || 'x'"])
      await refuses(
        `update engine.orders set ${terms} where status = 'pending'`,
        terms.startsWith('trader') ? '23503' : 'OE003',
      );
  });

  it('is unchanged after all of this', async () => {
    expect(await db.audit()).toEqual([]);
  });
});

describe("the application's role", () => {
  it('reads and calls functions, but can’t write a table or define anything', async () => {
    await using db = await freshDatabase();
    const orderIn = await orderMaker(db);
    await orderIn('confirmed');
    const tables = await db.owner<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'engine' and table_type = 'BASE TABLE'`;
    expect(tables.length).toBeGreaterThanOrEqual(9);
    const role = db.database.sql;
    const attacks = tables.flatMap(({ name }) => [
      `delete from engine.${name}`,
      `insert into engine.${name} overriding system value select * from engine.${name}`,
      `truncate engine.${name}`,
      `drop table engine.${name}`,
      `alter table engine.${name} disable trigger all`,
    ]);
    for (const attack of [
      ...attacks,
      "update engine.orders set status = 'failed'",
      'update engine.balances set available = available + 1',
      'update engine.order_events set seq = 1',
      'update engine.ledger_lines set amount = 1',
      'update engine.fills set amount_out = 1',
      'update engine.controls set intake_paused = true',
      'create table engine.mine (x int)',
      'create schema mine',
      'create function engine.mine() returns int language sql as $$ select 1 $$',
      'drop view engine.audit',
      "select setval('engine.transfers_id_seq', 1)",
    ])
      await expect(role.unsafe(attack), attack).rejects.toMatchObject({ code: '42501' });
    expect(await db.audit()).toEqual([]);
  });
});

/** Each rule of the audit, and a breach of it, which is possible only for an owner who switches the triggers off. */
const BREACHES: readonly { rule: string; breach: string }[] = [
  {
    rule: 'transfer does not sum to zero',
    breach: 'update engine.ledger_lines set amount = amount + 1 where transfer_id = 1 and line = 1',
  },
  {
    rule: 'balance differs from the ledger',
    breach: `update engine.balances set available = available + 1 where token = '${SOL.mint}'`,
  },
  {
    rule: 'held differs from the open orders',
    breach: `update engine.balances set held = held + 1 where token = '${SOL.mint}'`,
  },
  { rule: 'order without its hold', breach: "delete from engine.transfers where kind = 'hold'" },
  {
    rule: 'end of the hold does not fit the status',
    breach: "update engine.transfers set kind = 'release' where kind = 'settle'",
  },
  { rule: 'events of the order have a gap', breach: 'delete from engine.order_events where seq = 2' },
  { rule: 'events of the trader have a gap', breach: 'update engine.traders set last_seq = last_seq + 1' },
  {
    rule: 'last event does not fit the status',
    breach: "update engine.order_events set status = 'building' where status = 'confirmed'",
  },
  {
    rule: 'end of the order does not fit the status',
    breach:
      "update engine.orders set final_at = now(), dispatch_at = null, lease_until = null where status = 'submitted'",
  },
  {
    rule: 'phase of the event does not fit its status',
    breach: "update engine.order_events set phase = 'ended' where status = 'confirmed'",
  },
  { rule: 'fill does not fit the order', breach: 'update engine.fills set amount_out = 1' },
  { rule: 'fill differs from its settlement', breach: 'update engine.fills set amount_out = amount_out + 1' },
  {
    rule: 'rest does not fit the order',
    breach: "update engine.orders set resting = true, resting_xid = '1' where status = 'pending'",
  },
  {
    rule: 'live submission does not fit the status',
    breach: "update engine.submissions set outcome = 'expired', slot = null where outcome = 'live'",
  },
];

describe('the audit', () => {
  it('has no rule that this test forgets', async () => {
    await using db = await freshDatabase();
    const [view] = await db.owner<{ text: string }[]>`select pg_get_viewdef('engine.audit'::regclass) as text`;
    const rules = [...(view?.text ?? '').matchAll(/SELECT (?:DISTINCT )?'([^']+)'::text/g)].map((match) => match[1]);
    expect(rules.sort()).toEqual(BREACHES.map(({ rule }) => rule).sort());
  });

  it.each(BREACHES)('shows: $rule', async ({ rule, breach }) => {
    await using db = await freshDatabase();
    const orderIn = await orderMaker(db);
    for (const status of ORDER_STATUSES) await orderIn(status);
    expect(await db.audit()).toEqual([]);
    await db.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql.unsafe(breach);
    });
    expect((await db.owner`select distinct rule from engine.audit`).map((row) => row.rule)).toContain(rule);
  });
});
