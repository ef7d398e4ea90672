import { expect } from 'playwright/test';
import { CONFIRMED, orderRows, swap } from '../../fixtures/desk.ts';
import { holdBefore, waitingAtGate } from '../../testing/holdBefore.ts';
import type { Chapter } from '../chapter.ts';

export const killed: Chapter = {
  name: 'killed',
  title: 'A worker is killed',
  async play({ page, trader, engine, caption, pause, shown, highlight }) {
    const { owner, stack } = engine;
    const { worker } = stack.processes;
    if (worker === undefined) throw new Error('there is no worker to kill');
    const victim = worker.pid;
    // The worker is killed at the worst moment: the transaction has landed, and the worker is about to store that.
    const hold = await holdBefore({ owner, status: 'confirmed' });
    await swap(page, { amount: '4' });
    const row = orderRows(page).first();
    await expect(row).toContainText('Submitted');
    await engine.until(() => waitingAtGate(owner), 'the worker about to settle');
    const { orderId } = await trader.newest();
    await caption(`The transaction has landed. Before the worker can write that down: kill -9 ${victim}.`);
    await worker.stop({ signal: 'SIGKILL' });
    // The worker's session has to end before the gate opens, or it would still commit its step.
    await engine.until(
      async () => ((await waitingAtGate(owner)).length === 0 ? [{ gone: true }] : []),
      'the end of its session',
    );
    await hold.release();
    expect((await trader.order(orderId)).order.status, 'nobody wrote it down').toBe('submitted');
    await expect(row).not.toContainText(CONFIRMED);
    await pause(600);
    await worker.start();
    expect(worker.pid, 'another process').not.toBe(victim);
    await expect(row).toContainText(CONFIRMED, { timeout: 20_000 });
    highlight(2200);
    await caption('The next worker asks the chain what became of the signature, and settles it. Paid once, not twice.');

    const { order, submissions } = await trader.over(orderId);
    expect(order).toMatchObject({ status: 'confirmed', attempt: 1 });
    expect(submissions).toMatchObject([{ attempt: 1, outcome: 'landed' }]);
    const landed = await owner`
      select signature from chain.transactions where err is null and memo like ${`${orderId}:%`}`;
    expect(landed, 'the chain executed it once').toHaveLength(1);
    const [claims] = await owner<{ epoch: number }[]>`
      select lease_epoch::int as epoch from engine.orders where id = ${orderId}`;
    expect(claims?.epoch, 'two workers held it, one after the other').toBe(2);
    const { balances } = await trader.client.account.balances.query();
    const sol = balances.find(({ token }) => token === order.tokenIn);
    expect(sol).toMatchObject({ available: '96000000000', held: '0' });
    shown(
      `worker ${victim} killed after the transaction landed; worker ${worker.pid} took the order over and settled it`,
    );
    shown('1 submission, 1 landed transaction, 4 SOL spent once');
  },
};
