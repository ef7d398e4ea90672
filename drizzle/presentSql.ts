import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sql } from 'postgres';
import { repositoryRoot } from '../runtime/repositoryRoot.ts';

const FOLDER = path.join(repositoryRoot, 'drizzle/functions');

/** The kinds of files, in the order in which they are applied: `<name>.sql` is a function, other files name their kind. */
const KINDS = [/^[^.]+\.sql$/, /\.view\.sql$/, /\.triggers\.sql$/, /\.grants\.sql$/];

/** A file of `drizzle/functions/`. */
export type PresentFile = { readonly name: string; readonly text: string };

/** The folder's files in the order in which they are applied. Throws for a name without a known kind. */
export function presentFiles(): PresentFile[] {
  const names = readdirSync(FOLDER).sort();
  const kindOf = (name: string) => KINDS.findIndex((pattern) => pattern.test(name));
  const unknown = names.find((name) => kindOf(name) < 0);
  if (unknown !== undefined) throw new Error(`drizzle/functions/${unknown} is no function, view, triggers or grants`);
  return names
    .toSorted((a, b) => kindOf(a) - kindOf(b))
    .map((name) => ({ name, text: readFileSync(path.join(FOLDER, name), 'utf8') }));
}

/**
 * Applies the folder to the current tables, unless this version of it was applied before. `sql` is one connection of the owner, under the
 * migrations' lock. Each file is one transaction, so that no file holds more locks than it says. If a file fails, the next call starts again.
 */
export async function applyPresentSql(sql: Sql): Promise<void> {
  await sql`create table if not exists drizzle.present_sql (one_row boolean primary key default true check (one_row), hash text not null)`;
  const [last] = await sql<{ hash: string }[]>`
    select m.hash from drizzle.__drizzle_migrations m order by m.created_at desc limit 1`;
  const files = presentFiles();
  const hash = createHash('sha256')
    .update(JSON.stringify([last?.hash, files]))
    .digest('hex');
  const [applied] = await sql`select from drizzle.present_sql p where p.hash = ${hash}`;
  if (applied !== undefined) return;
  for (const { text } of files) await sql.unsafe(text);
  await sql`insert into drizzle.present_sql (hash) values (${hash}) on conflict (one_row) do update set hash = excluded.hash`;
}
