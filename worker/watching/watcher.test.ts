import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { SlotTold } from '../../core/chain/chainApi.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import type {
  RestingOrder,
  StoredWatermark,
  Trigger,
  TriggerResult,
  WatchedPair,
} from '../../drizzle/restingOrders.ts';
import { createLogger } from '../../runtime/logger.ts';
import { marketAt, rateAt, restingOrder, triggerTerms } from './testing/restingOrders.ts';
import { createWatcher, type Watcher } from './watcher.ts';

const [tokenA = '', tokenB = ''] = [SOL.mint, USDC.mint].sort();
const PAIR: WatchedPair = { tokenA, tokenB, epoch: 1 };
const EXECUTABLE = restingOrder({ minOut: 1_000n });
const logger = createLogger({ name: 'test', level: 'silent', format: 'json' });

let watcher: Watcher | undefined;
afterEach(async () => {
  await watcher?.stop();
});

/** A watcher with its surroundings, all in memory: the test changes them, and tells slots. */
function watch(given: { orders?: RestingOrder[]; price?: number } = {}) {
  const around = {
    orders: given.orders ?? [EXECUTABLE],
    pairs: [PAIR],
    stored: [] as StoredWatermark[],
    raised: [] as StoredWatermark[],
    fired: [] as Trigger[],
    dispatched: [] as string[],
    looks: [] as number[],
    left: 0,
    slotAgeMs: 0,
    isHeard: true,
    market: marketAt(given.price ?? 1_000, 1),
    fire: async (_trigger: Trigger): Promise<TriggerResult> => ({ verdict: 'ok', epoch: 7 }),
    latest: async () => around.market,
  };
  const listeners = new Set<(told: SlotTold) => void>();
  watcher = createWatcher({
    resting: {
      changes: async () => ({ orders: around.orders, next: '1' }),
      watermarks: async () => around.stored,
      watch: async () => around.pairs,
      leave: async () => {
        around.left += 1;
      },
      fire: (trigger) => {
        around.fired.push(trigger);
        return around.fire(trigger);
      },
      raiseWatermarks: async (raised) => void around.raised.push(...raised),
    },
    market: { latest: () => around.latest(), slotAgeMs: () => around.slotAgeMs },
    indexPrices: () => Promise.reject(new Error('no index')),
    chainSlots: {
      heardAt: () => (around.isHeard ? performance.now() : undefined),
      onSlot: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    dispatch: ({ orderId, epoch }) => void around.dispatched.push(`${orderId} ${epoch}`),
    logger,
    pollMs: 60_000,
    onLook: ({ slot }) => void around.looks.push(slot),
  });
  /** Tells the slot of a price, and resolves once the watcher has done what follows. */
  async function slot(price: number, nth = around.market.slot + 1): Promise<void> {
    around.market = marketAt(price, nth);
    for (const listener of listeners) listener({ slot: nth, genesisHash: '', landed: [] });
    await settled();
  }
  return { around, slot };
}

/** Everything here answers at once, so what follows from a slot has been done after some turns of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
}

describe('the watcher', () => {
  it('commits a trigger once, and dispatches the order under the epoch of the commit', async () => {
    const { around, slot } = watch();
    await settled();
    await slot(1_000);
    await slot(1_000);
    expect(around.fired).toMatchObject([{ orderId: 'order', version: 1, pair: PAIR, fired: { by: 'limit', slot: 2 } }]);
    expect(around.dispatched).toEqual(['order 7']);
  });

  it('goes on with the other orders of the pair when one can’t be judged', async () => {
    const stop = { rate: { amountIn: '1', amountOut: 'x' }, maxSlippageBps: 1 };
    const broken = restingOrder({ orderId: 'broken', trigger: triggerTerms({ stop }) });
    const { around, slot } = watch({ orders: [broken, EXECUTABLE] });
    await settled();
    await slot(1_000);
    expect(around.dispatched).toEqual(['order 7']);
  });

  it('complaint 16: never fires on a market whose newest slot is older than 5 s', async () => {
    const { around, slot } = watch();
    await settled();
    around.slotAgeMs = 5_001;
    await slot(1_000);
    expect([around.fired.length, around.looks.length]).toEqual([0, 0]);
    around.slotAgeMs = 10;
    await slot(1_000);
    expect(around.fired).toHaveLength(1);
  });

  it('complaint 16: does not trust the first market after its start while no slot is heard', async () => {
    const { around, slot } = watch();
    await settled();
    around.isHeard = false;
    await slot(1_000);
    expect(around.fired).toHaveLength(0);
    await slot(1_000);
    expect(around.fired).toHaveLength(1);
  });

  it('a condition that held before the market was old has to hold anew', async () => {
    const stop = { rate: rateAt(990), maxSlippageBps: 100 };
    const { around, slot } = watch({ orders: [restingOrder({ type: 'stop', trigger: triggerTerms({ stop }) })] });
    await settled();
    await slot(980);
    around.slotAgeMs = 6_000;
    await slot(980);
    around.slotAgeMs = 0;
    await slot(980);
    expect(around.fired).toHaveLength(0);
    await slot(980);
    expect(around.fired).toHaveLength(1);
  });

  it('looks once more after a look during which several slots were told, at the newest', async () => {
    const { around, slot } = watch({ orders: [restingOrder({ minOut: 10n ** 9n })] });
    await settled();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    around.latest = () => answered.then(() => around.market);
    for (const nth of [2, 3, 4]) await slot(1_000, nth);
    expect(around.looks).toEqual([]);
    answer();
    await settled();
    expect(around.looks).toEqual([4]);
  });

  it('asks again when the market was answered before the slot that was told', async () => {
    const { around, slot } = watch();
    await settled();
    const old = around.market;
    let asked = 0;
    around.latest = async () => (asked++ === 0 ? old : around.market);
    await slot(1_000);
    expect(around.fired).toMatchObject([{ fired: { slot: 2 } }]);
  });

  it('tries a trigger again that could not be committed', async () => {
    const { around, slot } = watch();
    await settled();
    around.fire = () => Promise.reject(new Error('postgres is away'));
    await slot(1_000);
    around.fire = async () => ({ verdict: 'ok', epoch: 7 });
    await slot(1_000);
    expect([around.fired.length, around.dispatched]).toEqual([2, ['order 7']]);
  });

  it('leaves a pair alone that another worker watches, until it leases it again', async () => {
    const { around, slot } = watch();
    await settled();
    around.fire = async () => ({ verdict: 'stale' });
    around.pairs = [];
    await slot(1_000);
    await slot(1_000);
    expect(around.fired).toHaveLength(1);
    around.pairs = [{ ...PAIR, epoch: 3 }];
    await expect.poll(async () => slot(1_000).then(() => around.fired.length), { timeout: 20_000 }).toBeGreaterThan(1);
    expect(around.fired[1]?.pair.epoch).toBe(3);
  });

  it('complaint 21: takes stored watermarks over with a pair, and stores the ones that it raises', async () => {
    const trigger = triggerTerms({ confirmSlots: 1, trail: { bps: 1_000, maxSlippageBps: 100 } });
    const { around, slot } = watch({ orders: [restingOrder({ type: 'trailingStop', trigger })] });
    around.stored = [{ orderId: 'order', version: 1, watermark: rateAt(1_200) }];
    await settled();
    await slot(1_250);
    expect(around.raised.map(({ orderId, version }) => [orderId, version])).toEqual([['order', 1]]);
    await slot(1_130);
    expect(around.fired).toHaveLength(0);
    await slot(1_100);
    expect(around.fired).toMatchObject([{ fired: { by: 'trailingStop' } }]);
    await watcher?.stop();

    const next = watch({ orders: [restingOrder({ type: 'trailingStop', trigger })] });
    next.around.stored = [{ orderId: 'order', version: 1, watermark: rateAt(1_250) }];
    await settled();
    await next.slot(1_110);
    expect(next.around.fired).toMatchObject([{ fired: { watermark: rateAt(1_250) } }]);
  });

  it('gives its pairs back when it stops, after what is under way', async () => {
    const { around, slot } = watch();
    await settled();
    let commit = (_result: TriggerResult) => {};
    around.fire = () =>
      new Promise((resolve) => {
        commit = resolve;
      });
    await slot(1_000);
    const stopped = watcher?.stop();
    await settled();
    expect(around.left).toBe(0);
    commit({ verdict: 'ok', epoch: 7 });
    await stopped;
    expect([around.left, around.dispatched]).toEqual([1, ['order 7']]);
    await slot(1_000);
    expect(around.fired).toHaveLength(1);
  });
});
