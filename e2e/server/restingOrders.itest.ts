import { describe, expect, it } from 'vitest';
import type { RouterInputs } from '../../client/index.ts';
import { ORDER_KINDS } from '../../core/order/kinds/orderKinds.ts';
import { orderRequest } from '../testing/orderRequest.ts';
import { confirmOrder, fireOrder } from './testing/orderSteps.ts';
import {
  bracketOf,
  limitOf,
  ocoOf,
  stopOf,
  takeProfitOf,
  trailingStopOf,
  usdcForSol,
} from './testing/restingRequests.ts';
import { eventually, type Guest, type TestServer, testServer } from './testing/testServer.ts';

type Request = RouterInputs['orders']['place'];
const SOL = 1_000_000_000;

/** The code and the sentence of a refusal; `placed` when there is none. */
const refusalOf = (guest: Guest, request: object) =>
  guest.client.orders.place.mutate(request as Request).then(
    () => ({ code: 'placed', text: '' }),
    (error: { data: { code: string; text: string } }) => ({ code: error.data.code, text: error.data.text }),
  );
const heldBy = async (guest: Guest) => {
  const { balances } = await guest.client.account.balances.query();
  return balances.filter(({ held }) => held !== '0').map(({ held }) => held);
};
/** 100 USDC for SOL, which trades at 150: a rate of SOL for USDC, given as the price of a SOL in USDC. */
const buying = (usdcForOne: number) => ({
  ...{ tokenIn: 'USDC', tokenOut: 'SOL', amountIn: '100000000' },
  price: { amountIn: String(usdcForOne * 1_000_000), amountOut: '1000000000' },
});

// No worker runs: what rests stays so.
describe('orders that rest', () => {
  it('are placed in every kind, rest with their hold and without a job, and are listed by type', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const requests = [
      limitOf(),
      stopOf({ source: 'index' }),
      takeProfitOf(),
      trailingStopOf(),
      ocoOf({ source: 'quote' }),
      bracketOf(),
    ];
    expect(requests.map(({ type }) => type).toSorted()).toEqual(
      ORDER_KINDS.flatMap(({ name, rests }) => (rests ? [name] : [])).toSorted(),
    );
    for (const request of requests) {
      const order = await guest.client.orders.place.mutate(request);
      expect(order).toMatchObject({ type: request.type, status: 'pending', version: 1, seq: 1, attempt: 0 });
      expect(Date.parse(order.validUntil) - Date.parse(order.acceptedAt)).toBe(30 * 86_400_000);
      // The same request again is the same order, and what is read of it is what was answered.
      expect(await guest.client.orders.place.mutate(request)).toEqual(order);
      const { orders } = await guest.client.orders.list.query({ type: [request.type] });
      expect(orders).toEqual([order]);
    }
    expect(await heldBy(guest)).toEqual([String(6 * SOL)]);
    const [due] = await stack.db
      .owner`select count(*)::int as count from engine.orders where dispatch_at < now() + interval '1 day'`;
    expect(due?.count).toBe(0);
    const { total } = await guest.client.orders.list.query({ type: ['limit', 'oco'], status: ['open'] });
    expect(total).toBe(2);
    const csv = await (
      await fetch(`${stack.url}/api/orders.csv?type=oco`, { headers: { cookie: guest.cookie } })
    ).text();
    const [names, record] = csv.split('\r\n').map((line) => line.split(','));
    const cells = Object.fromEntries((names ?? []).map((name, at) => [name, record?.[at]]));
    expect(cells).toMatchObject({ type: 'oco', trigger_source: 'quote', stop_price: '140', take_profit_price: '160' });
    expect(await stack.db.audit()).toEqual([]);
  });

  it('19., 23. an order with a trigger is never placed without its price', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { stopPrice: _, ...unpriced } = stopOf();
    const table: [object, string, RegExp][] = [
      [unpriced, 'INVALID_REQUEST', /^stopPrice /],
      [{ ...stopOf(), stopPrice: null }, 'INVALID_REQUEST', /^stopPrice /],
      [{ ...stopOf(), stopPrice: '' }, 'INVALID_REQUEST', /^stopPrice /],
      [{ ...stopOf(), stopPrice: {} }, 'INVALID_REQUEST', /^stopPrice.amountIn must be a decimal string/],
      [{ ...stopOf(), stopPrice: { amountIn: '1', amountOut: '' } }, 'INVALID_REQUEST', /^stopPrice.amountOut must be/],
      [{ ...stopOf(), stopPrice: { amountIn: '0', amountOut: '1' } }, 'INVALID_REQUEST', /^stopPrice.amountIn must be/],
      [{ ...limitOf(), minOut: '' }, 'INVALID_AMOUNT', /^minOut must be/],
      [{ ...limitOf(), minOut: undefined }, 'INVALID_AMOUNT', /^minOut must be/],
      [{ ...trailingStopOf(), trailBps: 0 }, 'INVALID_REQUEST', /^trailBps must be at least 10/],
      [{ ...ocoOf(), takeProfitPrice: undefined }, 'INVALID_REQUEST', /^takeProfitPrice /],
      // A field of another kind is not silently dropped.
      [{ ...orderRequest(), stopPrice: usdcForSol(140) }, 'INVALID_REQUEST', /stopPrice is not known/],
      [{ ...limitOf(), stopPrice: usdcForSol(140) }, 'INVALID_REQUEST', /stopPrice is not known/],
      [{ ...limitOf(), validForSeconds: 95 * 86_400 + 1 }, 'INVALID_REQUEST', /validForSeconds must be at most/],
      [{ ...stopOf(), type: 'wish' }, 'INVALID_REQUEST', /^type must be/],
    ];
    for (const [request, code, text] of table) {
      const refused = await refusalOf(guest, request);
      expect({ request, code: refused.code }).toEqual({ request, code });
      expect(refused.text).toMatch(text);
    }
    expect(await heldBy(guest)).toEqual([]);
    expect((await guest.client.orders.list.query({})).total).toBe(0);
  });

  it('are refused with an exit whose take profit is not above its stop', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { takeProfitPrice, stopPrice } = bracketOf();
    const refused = await refusalOf(guest, bracketOf({ takeProfitPrice: stopPrice, stopPrice: takeProfitPrice }));
    expect(refused.code).toBe('TP_NOT_ABOVE_SL');
    expect(await heldBy(guest)).toEqual([]);
  });

  it('are refused on the wrong side of the market, by each source and in both directions', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    // On the still market SOL trades at 150 USDC; 1 SOL gets 149.62 after fees.
    const { price: above, ...buy } = buying(160);
    const { price: below } = buying(140);
    const table: [Request, string][] = [
      [stopOf({ stopPrice: usdcForSol(150) }), 'TRIGGER_WOULD_FIRE'],
      [stopOf({ stopPrice: { amountIn: '1000000000', amountOut: '149999999' } }), 'placed'],
      [
        stopOf({ stopPrice: { amountIn: '1000000000', amountOut: '149700000' }, source: 'quote' }),
        'TRIGGER_WOULD_FIRE',
      ],
      [stopOf({ stopPrice: { amountIn: '1000000000', amountOut: '149500000' }, source: 'quote' }), 'placed'],
      [stopOf({ stopPrice: usdcForSol(151), source: 'index' }), 'TRIGGER_WOULD_FIRE'],
      [takeProfitOf({ takeProfitPrice: usdcForSol(150) }), 'TRIGGER_WOULD_FIRE'],
      [
        takeProfitOf({ takeProfitPrice: { amountIn: '1000000000', amountOut: '149700000' }, source: 'quote' }),
        'placed',
      ],
      // A stop that buys fires when SOL gets dearer, a take profit when it gets cheaper.
      [{ ...stopOf(), ...buy, stopPrice: above }, 'placed'],
      [{ ...stopOf(), ...buy, stopPrice: below }, 'TRIGGER_WOULD_FIRE'],
      [{ ...takeProfitOf(), ...buy, takeProfitPrice: below }, 'placed'],
      [{ ...takeProfitOf(), ...buy, takeProfitPrice: above }, 'TRIGGER_WOULD_FIRE'],
      [ocoOf({ stopPrice: usdcForSol(151) }), 'TRIGGER_WOULD_FIRE'],
      [ocoOf({ stopPrice: usdcForSol(160) }), 'TP_NOT_ABOVE_SL'],
      [ocoOf({ stopPrice: usdcForSol(170), takeProfitPrice: usdcForSol(160) }), 'TP_NOT_ABOVE_SL'],
      // A limit below the market is executed at once, at the market's better price.
      [limitOf({ minOut: '140000000' }), 'placed'],
      [trailingStopOf({ trailBps: 10 }), 'placed'],
    ];
    for (const [request, code] of table)
      expect({ request, ...(await refusalOf(guest, request)) }).toMatchObject({ request, code });
    // The index has no price of JUP.
    expect(await refusalOf(guest, stopOf({ tokenOut: 'JUP', source: 'index' }))).toMatchObject({
      code: 'MARKET_UNAVAILABLE',
    });
    expect(await stack.db.audit()).toEqual([]);
  });

  it('16. no trigger is judged by an old market: it is refused, a limit order is not, and a repeated request returns its order', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const known = stopOf();
    const { orderId } = await guest.client.orders.place.mutate(known);
    stack.market.silence(true);
    await eventually(() => !stack.server.engine.market.isFresh());
    for (const request of [stopOf(), takeProfitOf(), trailingStopOf(), ocoOf(), stopOf({ source: 'index' })])
      expect(await refusalOf(guest, request)).toMatchObject({ code: 'MARKET_UNAVAILABLE' });
    expect((await guest.client.orders.place.mutate(known)).orderId).toBe(orderId);
    expect(await guest.client.orders.place.mutate(limitOf())).toMatchObject({ status: 'pending', quotedOut: null });
    stack.market.silence(false);
    await eventually(() => stack.server.engine.market.isFresh());
    expect(await refusalOf(guest, stopOf())).toMatchObject({ code: 'placed' });
  });

  it('are placed by the fifty, up to 500 a trader', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const outcomes: string[] = [];
    const some = (count: number) =>
      Array.from({ length: count }, () => limitOf({ amountIn: '1000000', minOut: '160000' }));
    // The index is asked once for all of a call.
    const mixed = [
      ...some(46),
      stopOf({ source: 'index', amountIn: '1000000' }),
      takeProfitOf({ amountIn: '1000000' }),
    ];
    const calls = [[...mixed, ocoOf({ amountIn: '1000000' }), trailingStopOf({ amountIn: '1000000' })]];
    for (const orders of [...calls, ...Array.from({ length: 9 }, () => some(50)), some(2)])
      for (const answer of (await guest.client.orders.placeMany.mutate({ orders })).answers)
        outcomes.push('order' in answer ? 'placed' : answer.error.code);
    expect(outcomes).toEqual([...Array(500).fill('placed'), ...Array(2).fill('TOO_MANY_OPEN_ORDERS')]);
    // Market orders do not count, and one that is cancelled makes room.
    expect(await refusalOf(guest, orderRequest())).toMatchObject({ code: 'placed' });
    const [first] = (await guest.client.orders.list.query({ type: ['limit'], limit: 1 })).orders;
    await guest.client.orders.cancel.mutate({ orderId: first?.orderId ?? '' });
    expect(await refusalOf(guest, some(1)[0] ?? {})).toMatchObject({ code: 'placed' });
    expect((await guest.client.orders.cancelAll.mutate()).answers).toHaveLength(501);
    expect(await heldBy(guest)).toEqual([]);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('are cancelled alone, by pair in both directions, and all, and their holds are released', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { price: stopPrice, ...buy } = buying(160);
    const jup = await guest.client.orders.place.mutate(limitOf({ tokenOut: 'JUP', minOut: '1000000000000' }));
    const alone = await guest.client.orders.place.mutate(ocoOf());
    await guest.client.orders.place.mutate(stopOf());
    await guest.client.orders.place.mutate({ ...stopOf(), ...buy, stopPrice });
    await guest.client.orders.place.mutate(orderRequest());
    expect(await guest.client.orders.cancel.mutate({ orderId: alone.orderId })).toMatchObject({
      outcome: 'cancelled',
      order: { status: 'cancelled', failure: null, fired: null },
    });

    const post = async (body: unknown) => {
      const headers = { 'content-type': 'application/json', cookie: guest.cookie };
      const response = await fetch(`${stack.url}/api/orders/cancel`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };
    const refused: [unknown, string][] = [
      [{ pair: ['SOL'] }, 'INVALID_REQUEST'],
      [{ pair: ['SOL', 'DOGE'] }, 'UNKNOWN_TOKEN'],
      [{ pair: ['SOL', 'sol'] }, 'SAME_TOKEN'],
      [{ tokenIn: 'SOL' }, 'INVALID_REQUEST'],
      [[], 'INVALID_REQUEST'],
    ];
    for (const [body, code] of refused)
      expect(await post(body)).toMatchObject({ status: 400, body: { error: { code } } });
    const { status, body } = await post({ pair: ['USDC', 'SOL'] });
    expect(status).toBe(200);
    expect(body.answers.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(3).fill('cancelled'));
    expect(await heldBy(guest)).toEqual([String(SOL)]);
    const { answers } = await guest.client.orders.cancelAll.mutate({ pair: ['JUP', 'SOL'] });
    expect(answers).toMatchObject([{ outcome: 'cancelled', order: { orderId: jup.orderId } }]);
    expect(await guest.client.orders.cancelAll.mutate()).toEqual({ answers: [] });
    expect(await heldBy(guest)).toEqual([]);
    expect(await stack.db.audit()).toEqual([]);
  });
});

/** Ends an order whose time is over, like the worker that finds it due. */
async function expire(stack: TestServer, orderId: string) {
  await eventually(async () => {
    const claim = await stack.execution.claim(orderId);
    if (claim.verdict !== 'claimed') return false;
    if (claim.order.ending !== 'EXPIRED') throw new Error(`it ends by ${claim.order.ending}`);
    const step = { kind: 'expired' } as const;
    return (await stack.execution.transition({ orderId, epoch: claim.order.epoch, step })) === 'ok';
  });
}

describe('the lists', () => {
  it('11. an expired order is shown as expired, not as cancelled or failed, with its money in the activity', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const { orderId } = await guest.client.orders.place.mutate(limitOf({ validForSeconds: 60 }));
    await guest.client.orders.amend.mutate({ orderId, version: 1, amountIn: String(2 * SOL), minOut: '320000000' });
    await guest.client.orders.amend.mutate({ orderId, version: 2, validForSeconds: 1 });
    await expire(stack, orderId);
    const { orders } = await guest.client.orders.list.query({ status: ['expired'] });
    expect(orders).toMatchObject([{ orderId, status: 'expired', failure: null, version: 3 }]);
    expect((await guest.client.orders.list.query({ status: ['cancelled', 'failed'] })).total).toBe(0);
    const { events } = await guest.client.orders.get.query({ orderId });
    expect(events.at(-1)).toMatchObject({ status: 'expired', data: { missed: null } });
    expect(await heldBy(guest)).toEqual([]);
    const { items } = await guest.client.account.activity.query();
    const told = items.flatMap((item) =>
      item.kind === 'step'
        ? [[item.status, item.amountIn, ...item.lines.map(({ account, amount }) => `${account} ${amount}`)]]
        : [],
    );
    expect(told).toEqual([
      ['expired', String(2 * SOL), `held -${2 * SOL}`, `available ${2 * SOL}`],
      ['pending', String(2 * SOL)],
      ['pending', String(2 * SOL), `available -${SOL}`, `held ${SOL}`],
      ['pending', String(SOL), `available -${SOL}`, `held ${SOL}`],
    ]);
    expect(await stack.db.audit()).toEqual([]);
  });

  it('an executed order is compared with the quote at its trigger, in results, sort and CSV', async () => {
    await using stack = await testServer();
    const guest = await stack.guest();
    const order = await guest.client.orders.place.mutate(limitOf({ minOut: '140000000' }));
    expect(order.quotedOut).toBe('149622015');
    await fireOrder({ database: stack.db.database, order, quotedOut: '149100000' });
    await confirmOrder({ execution: stack.execution, orderId: order.orderId });
    const { averageSlippageBps } = await guest.client.account.performance.query();
    // 149 of 149.1.
    expect(averageSlippageBps).toBe(6.7);
    const csv = await fetch(`${stack.url}/api/orders.csv?sort=slippage`, { headers: { cookie: guest.cookie } });
    const [names, record] = (await csv.text()).split('\r\n').map((line) => line.split(','));
    const cells = Object.fromEntries((names ?? []).map((name, at) => [name, record?.[at]]));
    expect(cells).toMatchObject({ realised_slippage_bps: '6.7', fired_by: 'limit', fired_quoted_out: '149.1' });
    expect(cells.attempts).toBe('1');
    expect(await stack.db.audit()).toEqual([]);
  });
});
