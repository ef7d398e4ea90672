import { expect, it } from 'vitest';
import { JUP } from '../core/testing/usualListing.ts';
import { USDC } from '../core/tokens/token.ts';
import { resting, restingBooks, STOP, TRADER, TRAIL } from './testing/restingBooks.ts';
import { sampleAcceptance } from './testing/sampleOrder.ts';

it('lets one worker watch a pair at a time, and refuses the triggers of the one that lost it', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderId = await books.place(resting(STOP));
  await books.place(resting(STOP, { tokenOut: JUP.mint }));
  const [first, second] = [books.watcher('first'), books.watcher('second')];
  const [usdc] = await first
    .watch()
    .then((pairs) => pairs.filter(({ tokenA, tokenB }) => [tokenA, tokenB].includes(USDC.mint)));
  expect(usdc).toMatchObject({ epoch: 1 });
  expect(await first.watch()).toHaveLength(2);
  expect(await second.watch()).toEqual([]);
  // Its lease runs out: it is still the watcher until another one takes the pair.
  await db.owner`update engine.watched_pairs set lease_until = now() - interval '1 second'`;
  const taken = await second.watch();
  expect(taken).toMatchObject([{ epoch: 2 }, { epoch: 2 }]);
  expect(await first.watch()).toEqual([]);
  expect(await books.fire(orderId, 9n, { by: first, pair: usdc })).toEqual({ verdict: 'stale' });
  expect(await books.rests()).toHaveLength(2);
  const now = taken.find(({ tokenA, tokenB }) => tokenA === usdc?.tokenA && tokenB === usdc.tokenB);
  expect(await books.fire(orderId, 9n, { by: second, pair: now })).toMatchObject({ verdict: 'ok' });
  // Given back, they are anyone's at once, and the epoch of before is over.
  await second.leave();
  expect(await first.watch()).toMatchObject([{ epoch: 3 }, { epoch: 3 }]);
  await first.leave();
  expect(await first.watch()).toMatchObject([{ epoch: 3 }, { epoch: 3 }]);
  expect(await db.audit()).toEqual([]);
});

it('gives every pair to exactly one of the workers that ask at once', async () => {
  const books = await restingBooks();
  await using db = books.db;
  await db.owner`insert into engine.watched_pairs (token_a, token_b) select 'a' || n, 'b' || n from generate_series(1, 50) n`;
  const workers = Array.from({ length: 6 }, (_, n) => books.watcher(`worker ${n}`));
  const leases = await Promise.all(workers.map((worker) => worker.watch()));
  // What one skipped because another held it is taken at the next time.
  const owned = new Set(
    (await Promise.all(workers.map((worker) => worker.watch()))).flat().map(({ tokenA }) => tokenA),
  );
  expect(leases.flat().length).toBe(new Set(leases.flat().map(({ tokenA }) => tokenA)).size);
  expect(owned.size).toBe(50);
});

it('extends the lease of a pair and returns it while triggers on it are being committed', async () => {
  const books = await restingBooks();
  await using db = books.db;
  await books.place(resting(STOP));
  const pair = await books.pairOf(books.watching);
  // What a trigger locks until its commit.
  const trigger = await db.owner.reserve();
  await trigger`begin`;
  await trigger`select from engine.watched_pairs for share`;
  const watched = books.watching.watch();
  await expect
    .poll(
      async () =>
        (await db.owner`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%watch_pairs%'`)
          .length,
      { timeout: 30_000 },
    )
    .toBe(1);
  // Nobody else takes it meanwhile.
  expect(await books.watcher('another').watch()).toEqual([]);
  await trigger`commit`;
  trigger.release();
  expect(await watched).toEqual([pair]);
});

it('does not let triggers, leases, watermarks, cancellations and new orders block one another for ever', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const tokens = [USDC.mint, JUP.mint];
  const batch = () =>
    Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        books.place(resting(n % 3 === 0 ? TRAIL : STOP, { amountIn: 1_000n, tokenOut: tokens[n % 2] ?? USDC.mint })),
      ),
    );
  let orderIds = await batch();
  const watchers = [books.watching, books.watcher('w'), books.watcher('w')];
  for (let round = 0; round < 5; round++) {
    const pairs = await books.watching.watch();
    const fires = orderIds
      .slice(0, 20)
      .flatMap((orderId) =>
        pairs.map((pair, n) => books.fire(orderId, 9n, { by: watchers[n % watchers.length], pair })),
      );
    const others = watchers.flatMap((by) => [
      by.watch(),
      by.raiseWatermarks(
        orderIds
          .toReversed()
          .map((orderId) => ({ orderId, version: 1, watermark: { amountIn: '1', amountOut: `${round + 1}` } })),
      ),
      by.leave(),
    ]);
    const [next] = await Promise.all([
      batch(),
      books.cancel({ traderId: TRADER, orderIds: orderIds.slice(10) }),
      ...fires,
      ...others,
    ]);
    orderIds = next;
  }
  const statuses = await db.owner<{ status: string }[]>`select distinct status from engine.orders order by 1`;
  expect(statuses.map(({ status }) => status)).toEqual(['cancelled', 'pending', 'routing']);
  expect(await db.audit()).toEqual([]);
  // A connection leaves its counts behind when it ends.
  await db.database.close();
  const connected = () =>
    db.owner`select from pg_stat_activity where datname = current_database() and application_name = 'test'`;
  await expect.poll(async () => (await connected()).length, { timeout: 60_000 }).toBe(0);
  expect(await db.owner`select deadlocks::int from pg_stat_database where datname = current_database()`).toEqual([
    { deadlocks: 0 },
  ]);
});

it('accepts at most 500 orders of a trader that rest, counts the accepted ones alone, and market orders beside them', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const placing = (count: number, amountIn: bigint) =>
    Promise.all(Array.from({ length: count }, () => books.intake.accept(resting(null, { amountIn }))));
  const countOf = (results: Awaited<ReturnType<typeof placing>>, code?: string) =>
    results.filter((one) =>
      code === undefined ? one.verdict === 'accepted' : one.verdict === 'refused' && one.code === code,
    ).length;
  const [refused, accepted] = await Promise.all([placing(30, 10n ** 18n), placing(499, 1_000n)]);
  expect([countOf(refused, 'INSUFFICIENT_BALANCE'), countOf(accepted)]).toEqual([30, 499]);
  const more = await placing(4, 1_000n);
  expect([countOf(more), countOf(more, 'TOO_MANY_OPEN_ORDERS')]).toEqual([1, 3]);
  await books.place(sampleAcceptance({ traderId: TRADER, amountIn: 1_000n }));
  const [one] = await books.rests();
  expect(await books.fire(one?.orderId ?? '', 100n)).toMatchObject({ verdict: 'ok' });
  expect(countOf(await placing(1, 1_000n))).toBe(1);
  expect(await db.audit()).toEqual([]);
});

it('keeps the best watermark of the present terms, whoever sends it', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const [orderId, fired] = [await books.place(resting(TRAIL)), await books.place(resting(TRAIL))];
  const watermark = async () => (await books.rests()).find((order) => order.orderId === orderId)?.watermark;
  const raise = (amountOut: string, version = 1) =>
    books.watching.raiseWatermarks([
      { orderId: fired, version, watermark: { amountIn: '1', amountOut } },
      { orderId, version, watermark: { amountIn: '1', amountOut } },
    ]);
  await books.fire(fired, 9n);
  await raise('100');
  expect(await watermark()).toEqual({ amountIn: '1', amountOut: '100' });
  // Another quotient of a lower rate, the same rate, and terms that are not the order's.
  for (const late of [
    { amountIn: '3', amountOut: '299' },
    { amountIn: '2', amountOut: '200' },
  ])
    await books.watcher('another').raiseWatermarks([{ orderId, version: 1, watermark: late }]);
  await raise('200', 2);
  expect(await watermark()).toEqual({ amountIn: '1', amountOut: '100' });
  await books.watching.raiseWatermarks([{ orderId, version: 1, watermark: { amountIn: '3', amountOut: '301' } }]);
  expect(await watermark()).toEqual({ amountIn: '3', amountOut: '301' });
  expect(await db.owner`select watermark from engine.orders where id = ${fired}`).toEqual([{ watermark: null }]);
});
