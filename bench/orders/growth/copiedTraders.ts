import type { Sql } from 'postgres';

/**
 * Fills tables with finished orders without running them: whole copies of traders whose orders were run, under other names. The columns are read
 * from the tables, so that a new column needs no change here. Foreign keys, checks and triggers apply as usual, and the audit checks the result.
 */

/** The tables of a trader's orders, in the order in which their foreign keys allow rows. */
const TABLES = [
  'traders',
  'orders',
  'order_events',
  'submissions',
  'fills',
  'transfers',
  'ledger_lines',
  'balances',
] as const;

/** New names for each row of copy number $1, by column; $2 is the highest number of an existing transfer. All other columns are unchanged. */
const TRADER = (column: string) => `${column} || '~' || $1::bigint`;
/** Keeps the time and the version of a UUID of version 7. */
const ORDER = (column: string) => {
  const [digits, hash] = [`replace(${column}::text, '-', '')`, `md5(${column} || ' ' || $1::bigint)`];
  return `(left(${digits}, 13) || left(${hash}, 3) || substr(${digits}, 17, 1) || right(${hash}, 15))::uuid`;
};
const TRANSFER = (column: string) => `${column} + $1::bigint * $2::bigint`;
const SIGNATURE = "left(signature, 80) || lpad(($1::bigint)::text, 8, '0')";
const RENAMED: Readonly<Record<string, string>> = {
  'traders.id': TRADER('id'),
  'orders.id': ORDER('id'),
  'transfers.id': TRANSFER('id'),
  trader_id: TRADER('trader_id'),
  order_id: ORDER('order_id'),
  transfer_id: TRANSFER('transfer_id'),
  signature: SIGNATURE,
};

/**
 * Copies all traders until the tables hold `finished` orders; no trader may have an open order. Each copy is one transaction. Returns the number
 * of orders. `owner` owns the tables.
 */
export async function fillWithCopies(opts: { owner: Sql; finished: number; signal: AbortSignal }): Promise<number> {
  const { owner, finished, signal } = opts;
  const [real] = await owner<{ orders: number; open: number; transfers: string }[]>`
    select (select count(*)::int from engine.orders) as orders, (select count(*)::int from engine.orders where final_at is null) as open,
           (select max(id) from engine.transfers)::text as transfers`;
  if (real === undefined || real.orders === 0 || real.open > 0)
    throw new Error('only traders whose orders have all ended can be copied');
  // Only the original rows are copied, not the copies.
  for (const table of TABLES)
    await owner.unsafe(`create unlogged table public.bench_${table} as select * from engine.${table}`);
  const statements = await Promise.all(TABLES.map((table) => copyOf(owner, table)));
  const copies = Math.max(0, Math.ceil(finished / real.orders) - 1);
  for (let copy = 1; copy <= copies; copy++) {
    signal.throwIfAborted();
    await owner.begin(async (sql) => {
      for (const statement of statements) await sql.unsafe(statement, [copy, real.transfers]);
    });
  }
  await owner`select setval('engine.transfers_id_seq', (select max(id) from engine.transfers))`;
  for (const table of TABLES) await owner.unsafe(`drop table public.bench_${table}`);
  // Done here because autovacuum would do it only within the next minutes.
  await owner`vacuum analyze`;
  return real.orders * (copies + 1);
}

/** The statement that inserts one copy of a table's original rows. */
async function copyOf(owner: Sql, table: string): Promise<string> {
  const rows = await owner<{ column: string }[]>`
    select a.attname as column from pg_attribute a
     where a.attrelid = ${`engine.${table}`}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by a.attnum`;
  const columns = rows.map(({ column }) => column);
  const values = columns.map((column) => RENAMED[`${table}.${column}`] ?? RENAMED[column] ?? column);
  return `with parameters as (select $1::bigint, $2::bigint)
    insert into engine.${table} (${columns.join(', ')}) overriding system value select ${values.join(', ')} from public.bench_${table}`;
}
