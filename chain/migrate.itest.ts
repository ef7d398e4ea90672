import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { USUAL_LISTING } from '../core/testing/usualListing.ts';
import { migrateChain } from './migrate.ts';
import { emptyDatabase } from './testing/emptyDatabase.ts';
import { FAULTLESS } from './testing/testChain.ts';

it('upgrades a chain that was set up before its migrations were recorded, and keeps what is in it', async () => {
  await using database = await emptyDatabase();
  const { sql } = database;
  // As the version before did it, at every start.
  await sql.unsafe(readFileSync(new URL('./migrations/0000_chain.sql', import.meta.url), 'utf8'));
  await sql`INSERT INTO chain.genesis (hash, seed, unix_ms) VALUES (${Buffer.alloc(32, 7)}, 'old seed', 1)`;
  await sql`INSERT INTO chain.head (slot) VALUES (41)`;
  await sql`INSERT INTO chain.settings (delay_slots) VALUES (9)`;

  for (const _start of [1, 2]) await migrateChain({ ownerSql: sql, seed: 'old seed', initial: FAULTLESS });
  expect([
    ...(await sql`SELECT g.seed, h.slot, s.delay_slots FROM chain.genesis g, chain.head h, chain.settings s`),
  ]).toEqual([{ seed: 'old seed', slot: '41', delay_slots: 9 }]);
  expect([...(await sql`SELECT name FROM chain.migrations ORDER BY name`)]).toEqual([
    { name: '0000_chain.sql' },
    { name: '0001_listing.sql' },
    { name: '0002_commit_slot.sql' },
  ]);
  // It traded the usual tokens and pools before there was a listing, and lists them once.
  const listed =
    await sql`SELECT address FROM chain.listing WHERE closed_slot IS NULL AND opened_slot = 0 ORDER BY place`;
  expect(listed.map(({ address }) => address)).toEqual([
    ...USUAL_LISTING.tokens.map(({ mint }) => mint),
    ...USUAL_LISTING.pools.map(({ address }) => address),
  ]);
});
