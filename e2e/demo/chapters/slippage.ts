import { expect } from 'playwright/test';
import { orderRows, swap } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';

/** Percent of the ordinary depth that is left, so little that a sale of the order's size exceeds its bound. */
const DRAINED_PERCENT = 1;
/** Each back-off is within ± 20 % of its length, and the next is twice as long. */
const LEAST_GROWTH = (2 * 0.8) / 1.2;

export const slippage: Chapter = {
  name: 'slippage',
  title: 'The price runs away',
  async play({ page, trader, engine, caption, pause, shown, picture, highlight }) {
    await engine.chain.holdLandings(true);
    // The drained pools give 24 to 31 bps less for the amount at any slot.
    await page.getByRole('button', { name: '0.1%', exact: true }).click();
    await swap(page, { amount: '60' });
    await expect(orderRows(page).first()).toContainText('Submitted');
    const { orderId } = await trader.newest();
    // The transaction was sent but has not landed; now the pools lose their depth.
    await engine.chain.depth(DRAINED_PERCENT);
    await engine.chain.holdLandings(false);
    await caption('Sent, and then the liquidity leaves the pools. The bound of the order holds on chain.');
    await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Details' }).click();
    const drawer = page.getByRole('dialog', { name: /^60 SOL to/ });
    const timeline = drawer.getByRole('list', { name: 'Timeline' });
    await expect(timeline).toContainText(/Attempt \d (begins in|began after)/, { timeout: 20_000 });
    await caption(
      'It is tried three times, each time after a longer wait, always with a new route and the same bound.',
    );
    const why = drawer.getByRole('region', { name: 'Why it failed' });
    await expect(why).toContainText('Price below your minimum', { timeout: 30_000 });
    await expect(why).toContainText('What happened');
    await expect(why).toContainText('60 SOL never left the wallet and is free to trade again.');
    await expect(why).toContainText('What to do');
    await expect(why).toContainText('3 of 3');

    const { order, events, submissions } = await trader.over(orderId);
    expect(order).toMatchObject({ status: 'failed', attempt: 3, fill: null });
    expect(submissions).toMatchObject([{ attempt: 1 }]);
    const [onChain] = await engine.owner<{ err: string | null }[]>`
      select err::text from chain.transactions where memo = ${`${orderId}:1`}`;
    const code = /"Custom": ?(\d+)/.exec(onChain?.err ?? '')?.[1];
    expect(code, 'the venue refused it with its own code').toBeDefined();
    const retries = events.flatMap((event) =>
      event.status === 'routing' && event.data.retry ? [event.data.retry] : [],
    );
    expect(['SLIPPAGE', 'PRICE_MOVED']).toContain(retries[0]?.failure.code);
    const waits = events.flatMap((event) => {
      const until = event.status === 'routing' ? event.data.retry?.nextRunAt : null;
      return typeof until === 'string' ? [Date.parse(until) - Date.parse(event.at)] : [];
    });
    expect(waits, 'two waits between three attempts').toHaveLength(2);
    expect((waits[1] ?? 0) / (waits[0] ?? 1), 'the second is the longer').toBeGreaterThan(LEAST_GROWTH);
    const { balances } = await trader.client.account.balances.query();
    expect(balances.find(({ token }) => token === order.tokenIn)).toMatchObject({
      available: '100000000000',
      held: '0',
    });
    await why.scrollIntoViewIfNeeded();
    highlight(2000);
    await caption('What happened, whether money moved, what to do: in plain words.');
    await picture('failure');
    await pause(400);
    shown(
      `refused on chain (${code}), then twice by routing; waits of ${waits.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' and ')}`,
    );
    shown('3 attempts, nothing executed, 60 SOL free again, said in plain words');
  },
};
