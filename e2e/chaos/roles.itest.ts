import { expect, it } from 'vitest';
import { migrateChain } from '../../chain/migrate.ts';
import { freshDatabase } from '../../drizzle/testing/freshDatabase.ts';

it("keeps the chain's role off the engine's tables, and the engine's off the chain's", async () => {
  await using db = await freshDatabase();
  await migrateChain({
    ownerSql: db.owner,
    seed: 'roles',
    initial: {
      loseRequestRate: 0,
      loseAnswerRate: 0,
      delayRate: 0,
      delaySlots: 5,
      holdLandings: false,
      volatilityPercent: 100,
      venueSpreadPercent: 100,
      depthPercent: 100,
    },
  });
  const tables = await db.owner<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables where table_schema in ('engine', 'auth', 'chain')`;
  const attack = async (role: string, statement: string) => {
    const tried = db.owner.begin(async (sql) => {
      await sql.unsafe(`set local role ${role}`);
      await sql.unsafe(statement);
    });
    await expect(tried, `${role}: ${statement}`).rejects.toMatchObject({ code: '42501' });
  };
  for (const { schema, name } of tables) {
    const role = schema === 'chain' ? 'engine_app' : 'chain_app';
    await attack(role, `select * from ${schema}.${name}`);
    await attack(role, `delete from ${schema}.${name}`);
  }
  expect(tables.filter(({ schema }) => schema === 'chain').length).toBeGreaterThanOrEqual(5);
  expect(tables.filter(({ schema }) => schema === 'engine').length).toBeGreaterThanOrEqual(9);
  await attack('chain_app', 'select engine.pause_intake(true)');
  // A landed transaction stays: not even the chain itself may change it.
  await attack('chain_app', "update chain.transactions set memo = 'x'");
  await attack('chain_app', 'delete from chain.transactions');
  await attack('chain_app', 'create table chain.mine (x int)');
});
