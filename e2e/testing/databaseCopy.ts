import type { Sql } from 'postgres';

export type DatabaseCopy = {
  /** Restores the engine's tables from the copy, like a restored dump. No process may be using them. */
  restore(): Promise<void>;
  /** Replaces the copy by the present tables. */
  takeAgain(): Promise<void>;
};

/** A copy of the engine's tables at one moment. */
export async function keepCopy(owner: Sql): Promise<DatabaseCopy> {
  const tables = (
    await owner<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'engine'`
  ).map(({ name }) => name);
  const take = () =>
    owner.begin('isolation level repeatable read', async (tx) => {
      await tx.unsafe('drop schema if exists kept cascade; create schema kept');
      for (const name of tables) await tx.unsafe(`create table kept.${name} as table engine.${name}`);
    });
  await take();
  return {
    takeAgain: async () => void (await take()),
    async restore() {
      await owner.begin(async (tx) => {
        // Triggers and foreign keys are off, as in a restore.
        await tx.unsafe('set local session_replication_role = replica');
        for (const name of tables) {
          await tx.unsafe(`delete from engine.${name}`);
          await tx.unsafe(`insert into engine.${name} overriding system value select * from kept.${name}`);
        }
      });
    },
  };
}
