import { expect, it } from 'vitest';
import { createChainStore } from './chainStore.ts';
import { migrateChain } from './migrate.ts';
import { emptyDatabase } from './testing/emptyDatabase.ts';
import { FAULTLESS } from './testing/testChain.ts';

const LANDED = { signature: 's', wallet: 'w', memo: undefined, err: 'AccountNotFound', execution: null, receivedAt: 1 };

it('writes a slot on the head that it was made on, and nothing once head, settings or listing have changed', async () => {
  await using database = await emptyDatabase();
  const { sql } = database;
  await migrateChain({ ownerSql: sql, seed: 'a seed', initial: FAULTLESS });
  const store = createChainStore(sql);
  const write = async (known: Awaited<ReturnType<typeof store.head>>) =>
    store.commitSlot({ known, slot: known.slot + 1, landedAt: 1, landed: [LANDED], rows: [] });
  const transactions = async () =>
    (await sql`SELECT slot, signature FROM chain.transactions`).map((row) => ({ ...row }));

  for (const change of [
    'UPDATE chain.head SET slot = slot + 1',
    'UPDATE chain.settings SET hold_landings = true',
    'UPDATE chain.listing SET change = change + 1 WHERE address = (SELECT max(address) FROM chain.listing)',
  ]) {
    const known = await store.head();
    await sql.unsafe(change);
    expect(await write(known), change).toBe(false);
  }
  expect([await transactions(), (await store.head()).slot]).toEqual([[], 1]);

  expect(await write(await store.head())).toBe(true);
  expect([await transactions(), (await store.head()).slot]).toEqual([[{ slot: '2', signature: 's' }], 2]);
  // A signature lands once, and the slot that it would have landed in again is not written.
  await expect(write(await store.head())).rejects.toMatchObject({ code: '23505' });
  expect((await store.head()).slot).toBe(2);
});
