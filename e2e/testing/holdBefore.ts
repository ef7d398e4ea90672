import type { Sql } from 'postgres';
import type { OrderStatus } from '../../core/order/lifecycle.ts';

/** The advisory lock of the gate; any number will do. */
const GATE = 991_177;

export type Hold = {
  /** Opens the gate for waiting transactions, and removes it. */
  release(): Promise<void>;
};

/**
 * Holds every order before it enters a status, by a lock in the database: the transaction that would commit the step waits, and the previous
 * status stays the committed one until release().
 */
export async function holdBefore(opts: { owner: Sql; status: OrderStatus }): Promise<Hold> {
  const { owner, status } = opts;
  const keeper = await owner.reserve();
  await keeper`select pg_advisory_lock(${GATE})`;
  await owner.unsafe(`
    create or replace function public.wait_at_gate() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(${GATE}); return new; end $$;
    create trigger gate before update on engine.orders for each row
      when (new.status = '${status}' and old.status is distinct from new.status) execute function public.wait_at_gate();`);
  return {
    async release() {
      await keeper`select pg_advisory_unlock(${GATE})`;
      keeper.release();
      await owner.unsafe('drop trigger gate on engine.orders; drop function public.wait_at_gate()');
    },
  };
}

/** The sessions that wait at the gate. */
export function waitingAtGate(owner: Sql): PromiseLike<{ pid: number }[]> {
  return owner<{ pid: number }[]>`
    select l.pid from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and not l.granted and l.objid = ${GATE}
       and l.database = (select oid from pg_database where datname = current_database())`;
}
