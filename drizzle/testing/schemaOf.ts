import type { Sql } from 'postgres';

const OURS = `('engine'::regnamespace, 'auth'::regnamespace)`;
const rights = (acl: string) => `array(select r::text from unnest(${acl}) r order by 1)::text`;

/** The content of the schemas engine and auth without the rows: the definition, owner and grants of each object under its name. */
export async function schemaOf(owner: Sql): Promise<Record<string, string>> {
  const rows = await owner.unsafe<{ name: string; definition: string }[]>(`
    select 'function ' || p.oid::regprocedure as name,
           concat_ws(' | ', pg_get_functiondef(p.oid), p.proowner::regrole, ${rights('p.proacl')}) as definition
      from pg_proc p where p.pronamespace in ${OURS}
    union all
    select 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass, concat_ws(' | ', pg_get_triggerdef(t.oid), t.tgenabled)
      from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace in ${OURS} and not t.tgisinternal
    union all
    select case c.relkind when 'v' then 'view ' when 'i' then 'index ' when 'S' then 'sequence ' else 'table ' end || c.oid::regclass,
           concat_ws(' | ', case c.relkind when 'v' then pg_get_viewdef(c.oid) when 'i' then pg_get_indexdef(c.oid) end, c.relowner::regrole,
                     ${rights('c.relacl')}, c.reloptions::text)
      from pg_class c where c.relnamespace in ${OURS}
    union all
    select 'column ' || a.attrelid::regclass || '.' || a.attname,
           concat_ws(' | ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
      from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace in ${OURS} and c.relkind <> 'i' and a.attnum > 0 and not a.attisdropped
    union all
    select 'constraint ' || k.conname || ' on ' || k.conrelid::regclass, pg_get_constraintdef(k.oid)
      from pg_constraint k where k.connamespace in ${OURS} and k.conrelid <> 0
    union all
    select 'schema ' || n.nspname, concat_ws(' | ', n.nspowner::regrole, ${rights('n.nspacl')})
      from pg_namespace n where n.nspname in ('engine', 'auth', 'public')
    union all
    select 'database', ${rights('d.datacl')} from pg_database d where d.datname = current_database()`);
  return Object.fromEntries(rows.map((row) => [row.name, row.definition]));
}
