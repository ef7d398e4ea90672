import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { createAccountStore } from './accountStore.ts';
import { migrateDatabase } from './migrate.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderIntake } from './orderIntake.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import { sampleAcceptance, sampleFailure } from './testing/sampleOrder.ts';
import { schemaOf } from './testing/schemaOf.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** The last migration with functions; later ones are only in the folder. */
const LAST_WITH_FUNCTIONS = 7;

/** Migrates step by step as the versions before the folder did, once for each migration, and then to the newest schema. */
async function stepByStep(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const folder = mkdtempSync(path.join(tmpdir(), 'migrations-'));
  try {
    cpSync(MIGRATIONS, folder, { recursive: true });
    const journalPath = path.join(folder, 'meta/_journal.json');
    const journal: { entries: { idx: number }[] } = JSON.parse(readFileSync(journalPath, 'utf8'));
    for (let last = 0; last <= LAST_WITH_FUNCTIONS; last += 1) {
      const entries = journal.entries.filter(({ idx }) => idx <= last);
      writeFileSync(journalPath, JSON.stringify({ ...journal, entries }));
      await migrate(drizzle(sql), { migrationsFolder: folder });
    }
  } finally {
    rmSync(folder, { recursive: true });
    await sql.end();
  }
  await migrateDatabase(url);
}

const forget = (db: FreshDatabase) => db.owner`delete from drizzle.present_sql`;

it('makes a database of every earlier version equal to a new one', async () => {
  await using scratch = await freshDatabase();
  await using stepped = await freshDatabase({ migrate: stepByStep });
  expect(await schemaOf(stepped.owner)).toEqual(await schemaOf(scratch.owner));
});

it('has every function, view, trigger and grant in the folder', async () => {
  await using db = await freshDatabase();
  const before = await schemaOf(db.owner);
  const names = (kind: string) =>
    Object.keys(before).flatMap((name) => (name.startsWith(`${kind} `) ? [name.slice(kind.length + 1)] : []));
  expect(names('function').length).toBeGreaterThan(15);
  for (const trigger of names('trigger')) await db.owner.unsafe(`drop trigger ${trigger}`);
  for (const view of names('view')) await db.owner.unsafe(`drop view ${view}`);
  // The default belongs to the table, so its migration made it.
  await db.owner`alter table engine.orders alter incarnation drop default`;
  for (const name of names('function')) await db.owner.unsafe(`drop function ${name}`);
  for (const schema of ['engine', 'auth'])
    await db.owner.unsafe(
      `revoke all on all tables in schema ${schema} from engine_app; revoke all on schema ${schema} from engine_app`,
    );

  await forget(db);
  await migrateDatabase(db.url);
  await db.owner`alter table engine.orders alter incarnation set default engine.incarnation()`;
  expect(await schemaOf(db.owner)).toEqual(before);
});

it('is applied once, and again when it differs from the applied one, while an engine runs', async () => {
  await using db = await freshDatabase();
  const writtenBy = async () =>
    await db.owner`select p.proname, p.xmin::text from pg_proc p where p.proname = 'claim_orders'`;
  const written = await writtenBy();
  await migrateDatabase(db.url);
  expect(await writtenBy()).toEqual(written);

  await createAccountStore({ database: db.database }).openTrader({ traderId: 't', wallet: 'w' });
  const intake = createOrderIntake({ database: db.database, maxBatch: 5 });
  const execution = createOrderExecution({ ...db, owner: 'w', leaseMs: 60_000, onEvents: () => {}, maxBatch: 5 });
  let applying = true;
  const trade = async () => {
    while (applying) {
      const accepted = await intake.accept(sampleAcceptance({ traderId: 't', amountIn: 1n }));
      if (accepted.verdict !== 'accepted') throw new Error(`the order was ${accepted.verdict}`);
      const { orderId } = accepted;
      expect(await execution.claim(orderId)).toMatchObject({ verdict: 'claimed' });
      expect(await execution.transition({ orderId, epoch: 1, step: { kind: 'failed', failure: sampleFailure } })).toBe(
        'ok',
      );
    }
  };
  const trading = Promise.all([trade(), trade(), trade(), trade()]);
  try {
    for (let time = 0; time < 5; time += 1) {
      await forget(db);
      await migrateDatabase(db.url);
    }
  } finally {
    applying = false;
    await trading;
  }
  expect(await writtenBy()).not.toEqual(written);
  expect(await db.audit()).toEqual([]);
});
