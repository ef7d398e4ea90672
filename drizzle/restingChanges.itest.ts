import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRuns } from '../core/testing/propertyRuns.ts';
import type { RestingOrders } from './restingOrders.ts';
import { resting, restingBooks, STOP } from './testing/restingBooks.ts';

/** Resolves when nothing is read again: transactions of other databases of the server, too, decide from where a reading goes on. */
async function settled(reader: RestingOrders, since: string): Promise<void> {
  let next = since;
  const read = async () => {
    const changes = await reader.changes(next);
    next = changes.next;
    return changes.orders;
  };
  await expect.poll(read, { timeout: 30_000 }).toEqual([]);
}

/** A transaction that makes an order rest, in steps that others come between. */
const STEPS = ['write', 'write', 'commit', 'commit', 'roll back'] as const;
const TRANSACTIONS = 4;
const sequences = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ nth: fc.nat({ max: TRANSACTIONS - 1 }), step: fc.constantFrom(...STEPS) }) },
    { weight: 2, arbitrary: fc.constant('read' as const) },
  ),
  { minLength: 10, maxLength: 40 },
);

it('reads every order that begins to rest, in whatever order the transactions begin, write and commit', {
  timeout: 120_000,
}, async () => {
  const books = await restingBooks();
  await using db = books.db;
  const reader = books.watcher('reader');
  const model = await books.place(resting(STOP, { amountIn: 1n }));
  let made = 0;
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const sessions = await Promise.all(Array.from({ length: TRANSACTIONS }, () => db.owner.reserve()));
      const open = new Map<number, string[]>();
      const committed = new Set<string>();
      const seen = new Set<string>();
      let { next: since } = await reader.changes();
      const read = async () => {
        const changes = await reader.changes(since);
        for (const { orderId } of changes.orders) seen.add(orderId);
        since = changes.next;
        for (const orderId of committed) expect(seen).toContain(orderId);
      };
      const end = async (nth: number, how: 'commit' | 'roll back') => {
        await sessions[nth]?.unsafe(how === 'commit' ? 'commit' : 'rollback');
        if (how === 'commit') for (const id of open.get(nth) ?? []) committed.add(id);
        open.delete(nth);
      };
      try {
        for (const action of sequence) {
          if (action === 'read') {
            await read();
            continue;
          }
          const { nth, step } = action;
          const session = sessions[nth];
          const ids = open.get(nth);
          if (session === undefined) continue;
          if (step === 'write') {
            if (ids === undefined) await session`begin`;
            // A copy of the order that rests, made in this transaction.
            const [row] = await session<{ id: string }[]>`
              insert into engine.orders select (jsonb_populate_record(o, to_jsonb(o) || jsonb_build_object('id', gen_random_uuid(),
                'idempotency_key', ${String(made++)}::text, 'resting_xid', pg_current_xact_id()::text))).* from engine.orders o where o.id = ${model} returning id`;
            if (row !== undefined) open.set(nth, [...(ids ?? []), row.id]);
          } else if (ids !== undefined) await end(nth, step);
        }
        for (const nth of [...open.keys()]) await end(nth, 'commit');
        await read();
        await settled(reader, since);
      } finally {
        for (const [nth, session] of sessions.entries()) {
          if (open.has(nth)) await session`rollback`;
          session.release();
        }
      }
    }),
    propertyRuns(25),
  );
});

it('reads everything again from a database of another history, and rows of a restored dump once', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderId = await books.place(resting(STOP));
  const reader = books.watcher('reader');
  const { next } = await reader.changes();
  await settled(reader, next);
  // A position far ahead, of the history before a restore.
  const elsewhere = await reader.changes('00000009:1 4000000000');
  expect(elsewhere).toMatchObject({ orders: [{ orderId }] });
  await settled(reader, elsewhere.next);
  // A dump keeps the numbers of transactions of the cluster that it comes from.
  await db.owner`update engine.orders set resting_xid = '4000000000'`;
  const all = await reader.changes();
  expect(all.orders).toMatchObject([{ orderId }]);
  await settled(reader, all.next);
  const another = await books.place(resting(STOP));
  expect((await reader.changes(all.next)).orders).toMatchObject([{ orderId: another }]);
});
