import { expect } from 'playwright/test';
import { CONFIRMED, expectLive, orderRows, swap } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';
import { type SocketLine, socketLine } from '../stage/socketLine.ts';

let line: SocketLine | undefined;

export const link: Chapter = {
  name: 'link',
  title: 'The link is cut',
  async prepare({ page }) {
    line = await socketLine(page);
    await expectLive(page);
  },
  async play({ page, trader, engine, caption, pause, shown, highlight }) {
    if (line === undefined) throw new Error('there is no line to cut');
    const { heard, cut, mend } = line;
    await engine.chain.holdLandings(true);
    await swap(page, { amount: '0.75' });
    const row = orderRows(page).first();
    await expect(row).toContainText('Submitted');
    await expect(page.getByRole('region', { name: 'Notifications' }).getByRole('dialog')).toContainText('Submitted');
    const { orderId } = await trader.newest();
    const seqs = () => heard.filter((event) => event.orderId === orderId).map(({ seq }) => seq);
    await expect.poll(seqs, 'the page has heard that it was submitted').toContain(4);
    highlight(2000);
    await cut();
    const before = seqs();
    await expect(page.getByRole('status', { name: /^Connection: (Offline|Reconnecting)/ })).toBeVisible();
    await caption('The network fails during an order. The page shows that; the engine continues without it.', {
      raised: true,
    });
    await engine.chain.holdLandings(false);
    const { order } = await trader.over(orderId);
    expect(order.status).toBe('confirmed');
    await expect(row, 'the page can not know yet').not.toContainText(CONFIRMED);
    await pause(700);
    await mend();
    await expectLive(page);
    await expect(row).toContainText(CONFIRMED, { timeout: 20_000 });
    await expect(page.getByText('Meanwhile: 1 order confirmed.')).toBeVisible();
    const all = seqs();
    await caption(
      'Reconnected: the page resumes after its last event and gets the missed ones. No gap, nothing twice.',
    );
    expect(before, 'heard before the cut').toEqual([1, 2, 3, 4]);
    expect(all, 'each event of the order once, in order').toEqual([1, 2, 3, 4, 5]);
    expect(order.steps).toHaveLength(all.length);
    shown(`cut after event ${before.at(-1)}, resumed with event ${all[before.length]}: ${all.join(' ')}, each once`);
  },
};
