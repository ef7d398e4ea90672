import { setTimeout } from 'node:timers/promises';
import { expect } from 'playwright/test';
import { orderRows } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';
import type { DemoEngine } from '../stage/demoEngine.ts';
import type { PageTrader } from '../stage/pageTrader.ts';

const ORDERS = 30;
const AT_ONCE = 10;
const LOOK_MS = 5;

type Watch = AsyncDisposable & {
  /** The maximum number of concurrent orders, and the number of samples. */
  stop(): Promise<{ most: number; looks: number }>;
};

/** Samples the leases, which define which orders are running, until stopped. */
function watchRunning({ owner }: DemoEngine): Watch {
  let watching = true;
  const watched = (async () => {
    let most = 0;
    let looks = 0;
    while (watching) {
      const [row] = await owner<{ running: number }[]>`
        select count(*)::int as running from engine.orders where final_at is null and lease_until > clock_timestamp()`;
      most = Math.max(most, row?.running ?? 0);
      looks++;
      await setTimeout(LOOK_MS);
    }
    return { most, looks };
  })();
  const stop = () => {
    watching = false;
    return watched;
  };
  return { stop, [Symbol.asyncDispose]: async () => void (await stop()) };
}

async function queueOf({ client }: PageTrader) {
  return (await client.system.status.query()).queue;
}

export const burst: Chapter = {
  name: 'burst',
  title: 'Thirty orders at once',
  async play({ page, trader, engine, caption, shown, highlight }) {
    const bar = page.getByRole('contentinfo');
    await expect(bar.getByText(/^Queue\s*0$/)).toBeVisible();
    await page.getByRole('tab', { name: /^Open/ }).click();
    await caption(
      `${ORDERS} orders in one moment. The worker takes ${AT_ONCE} at a time; the rest waits in the queue.`,
    );
    await engine.chain.holdLandings(true);
    await using running = watchRunning(engine);
    const placed = await Promise.all(
      Array.from({ length: ORDERS }, (_, i) => trader.place({ amountIn: `${(i + 1) * 50_000_000}` })),
    );
    highlight(2600);
    await expect(page.getByRole('tab', { name: new RegExp(`^Open ${ORDERS}`) })).toBeVisible();
    await expect(orderRows(page).first()).toBeVisible();
    let queue = await queueOf(trader);
    await Promise.all([
      expect
        .poll(
          async () => {
            queue = await queueOf(trader);
            return queue?.active === AT_ONCE && queue.waiting >= ORDERS / 3;
          },
          { message: 'as many as may run do, and the queue holds the rest', intervals: [100] },
        )
        .toBe(true),
      expect(bar.getByText(/^Queue\s*[1-3]\d$/), 'the page shows its depth').toBeVisible(),
    ]);
    await engine.chain.holdLandings(false);
    await caption(`The engine says: ${queue?.active} run, ${queue?.waiting} wait.`);
    await expect(page.getByRole('tab', { name: 'Open 0' })).toBeVisible({ timeout: 40_000 });
    const { most, looks } = await running.stop();
    expect(most, `most orders that ran at once, in ${looks} looks at the leases`).toBe(AT_ONCE);

    await page.getByRole('tab', { name: /^History/ }).click();
    await expect(page.getByRole('tab', { name: `History ${ORDERS}` })).toBeVisible();
    const { orders } = await trader.client.orders.list.query({ limit: 100 });
    expect(orders.filter(({ status }) => status === 'confirmed')).toHaveLength(ORDERS);
    const landed = await engine.owner`
      select 1 from chain.transactions t join engine.submissions s on s.signature = t.signature
       where t.err is null and s.order_id in ${engine.owner(placed.map(({ orderId }) => orderId))}`;
    expect(landed, 'each landed once').toHaveLength(ORDERS);
    await expect(bar.getByText(/^Queue\s*0$/)).toBeVisible();
    await caption('All thirty confirmed, each executed once.');
    shown(
      `${ORDERS} orders: never more than ${most} ran at once (${looks} looks at the leases), the queue held the rest`,
    );
    shown(`${orders.length} confirmed, ${landed.length} transactions landed, the ledger balances`);
  },
};
