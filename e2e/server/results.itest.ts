import { describe, expect, it } from 'vitest';
import type { RouterOutputs } from '../../client/index.ts';
import { BONK } from '../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { createPerformanceFacts } from '../../drizzle/performanceFacts.ts';
import { createTraderPerformance } from '../../server/performance/traderPerformance.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { confirmOrder } from './testing/orderSteps.ts';
import { type Guest, type TestServer, testServer } from './testing/testServer.ts';

const failure = { code: 'SLIPPAGE', detail: '6005' } as const;

async function placed(guest: Guest): Promise<string> {
  return (await guest.client.orders.place.mutate(orderRequest())).orderId;
}

/** Sells 1 SOL at 149 USDC, fails a second order, tops up the first one's SOL, and sells 1 SOL more at 149. */
async function someHistory(stack: TestServer, guest: Guest): Promise<string[]> {
  const [first, failed] = [await placed(guest), await placed(guest)];
  await confirmOrder({ execution: stack.execution, orderId: first });
  const claim = await stack.execution.claim(failed);
  if (claim.verdict !== 'claimed') throw new Error('not claimed');
  await stack.execution.transition({ orderId: failed, epoch: claim.order.epoch, step: { kind: 'failed', failure } });
  await guest.client.account.topUp.mutate();
  const last = await placed(guest);
  await confirmOrder({ execution: stack.execution, orderId: last });
  return [first, failed, last];
}

describe('account.performance', () => {
  it('is computed from the marks of the time, the same in pages of any size and when resumed', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { traderId } = await guest.client.account.me.query();
    const reader = (page: number) =>
      createTraderPerformance({
        facts: createPerformanceFacts({ database: stack.db.database }),
        market: stack.server.engine.market,
        page,
      });
    const onward = reader(1);
    expect(await onward.of(traderId)).toMatchObject({ fills: 0, realised: '0', averageSlippageBps: null });

    await someHistory(stack, guest);
    const results = await guest.client.account.performance.query();
    // The paper SOL was deposited at 150, and each quote was 149.622015.
    expect(results).toMatchObject({
      realised: '-2000000',
      fills: 2,
      unvaluedFills: 0,
      averageSlippageBps: 41.57,
      wins: { venues: { raydium: 2 }, split: 0 },
      // The fee of each sale is 0.0025 SOL, valued at 149.
      fees: { raydium: '745000' },
    });
    const token = (mint: string) => results.tokens.find((one) => one.token === mint);
    expect(token(SOL.mint)).toMatchObject({ amount: '99000000000', costBasis: '14850000000', estimated: false });
    expect(token(USDC.mint)).toMatchObject({ amount: '10298000000', costBasis: '10298000000', realised: '0' });
    // No pool of this market can value it.
    expect(token(BONK.mint)).toMatchObject({ costBasis: '0', estimated: true });
    expect(await onward.of(traderId)).toEqual(results);
    expect(await reader(2).of(traderId)).toEqual(results);

    const amounts = new Map(results.tokens.map((one) => [one.token, one.amount]));
    for (const { token, available, held } of (await guest.client.account.balances.query()).balances)
      expect(amounts.get(token)).toBe((BigInt(available) + BigInt(held)).toString());
    expect((await (await stack.guest()).client.account.performance.query()).fills).toBe(0);
  });
});

describe('account.activity', () => {
  it('lists every step and deposit with its amounts, newest first, in pages', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const [first, failed, last] = await someHistory(stack, guest);
    type Item = RouterOutputs['account']['activity']['items'][number];
    const items: Item[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: RouterOutputs['account']['activity'] = await guest.client.account.activity.query({
        limit: 4,
        ...(cursor === '' ? {} : { cursor }),
      });
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    const told = items.map((item) => {
      const lines = item.lines.map(({ account, amount }) => `${account} ${amount}`);
      if (item.kind === 'deposit') return ['deposit', lines.length];
      return [item.orderId, item.status, ...lines];
    });
    const one = 1_000_000_000;
    const happy = (id: string | undefined) => [
      [id, 'confirmed', `held -${one}`, 'available 149000000'],
      [id, 'submitted'],
      [id, 'building'],
      [id, 'routing'],
    ];
    const pending = (id: string | undefined) => [id, 'pending', `available -${one}`, `held ${one}`];
    expect(told).toEqual([
      ...happy(last),
      pending(last),
      ['deposit', 1],
      [failed, 'failed', `held -${one}`, `available ${one}`],
      [failed, 'routing'],
      ...happy(first),
      pending(failed),
      pending(first),
      ['deposit', 6],
    ]);
    expect(items.find((item) => item.kind === 'step' && item.status === 'failed')).toMatchObject({ failure });
    expect(items[0]).toMatchObject({ amountIn: String(one), amountOut: '149000000', tokenOut: USDC.mint });
    expect(items.map((item) => item.at)).toEqual(
      items
        .map((item) => item.at)
        .sort()
        .reverse(),
    );
    await expect(guest.client.account.activity.query({ cursor: '1.99999999999999999999' })).rejects.toThrow(/cursor/);
    expect((await (await stack.guest()).client.account.activity.query()).items).toHaveLength(1);
  });
});
