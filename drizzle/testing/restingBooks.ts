import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import type { FiredView, TriggerTerms } from '../../core/order/trigger/triggerTerms.ts';
import { SOL } from '../../core/tokens/token.ts';
import { createAccountStore } from '../accountStore.ts';
import { createOrderAmendment } from '../orderAmendment.ts';
import { createOrderCancellation } from '../orderCancellation.ts';
import { createOrderExecution } from '../orderExecution.ts';
import { createOrderHistory } from '../orderHistory.ts';
import { type Acceptance, createOrderIntake } from '../orderIntake.ts';
import { createRestingOrders, type RestingOrders, type WatchedPair } from '../restingOrders.ts';
import { freshDatabase } from './freshDatabase.ts';
import { sampleAcceptance } from './sampleOrder.ts';

export const TRADER = 'trader-1';

/** The conditions of a stop of one SOL at 150 USDC, with 10 % of slippage. */
export const STOP: TriggerTerms = {
  source: 'mid',
  confirmSlots: 2,
  stop: { rate: { amountIn: '1000000000', amountOut: '150000000' }, maxSlippageBps: 1_000 },
  takeProfit: null,
  trail: null,
};

/** A stop that trails the best rate by 5 %. */
export const TRAIL: TriggerTerms = { ...STOP, stop: null, trail: { bps: 500, maxSlippageBps: 1_000 } };

/** The acceptance of an order of one SOL that rests with these conditions; without, of a limit order. */
export const resting = (trigger: TriggerTerms | null, given: Partial<Acceptance> = {}): Acceptance =>
  sampleAcceptance({
    traderId: TRADER,
    type: trigger === null ? 'limit' : trigger.stop === null ? 'trailingStop' : 'stop',
    trigger,
    slippageBps: null,
    minOut: trigger === null ? 100n : 1n,
    validForMs: 3_600_000,
    ...given,
  });

/** Evidence of a trigger that bounds the execution by `minOut`. */
export const evidence = (minOut: bigint): FiredView => ({
  by: 'stop',
  slot: 12,
  source: 'mid',
  observed: { amountIn: '1000000000', amountOut: '149000000' },
  watermark: null,
  quotedOut: '148900000',
  minOut: minOut.toString(),
});

/** The order's time is over, by its row and its events. */
export async function runOut(owner: Sql, orderId: string): Promise<void> {
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    // The events are written again, so the row counts as accepted by this transaction.
    await sql`
      update engine.orders set valid_until = clock_timestamp(), dispatch_at = clock_timestamp(), accepted_xid = pg_current_xact_id() where id = ${orderId}`;
    await sql`
      update engine.order_events e set data = e.data || jsonb_build_object('validForMs',
          (floor(extract(epoch from o.valid_until) * 1000) - floor(extract(epoch from e.at) * 1000))::bigint)
        from engine.orders o where o.id = ${orderId} and e.order_id = o.id and e.status = 'pending'`;
  });
}

/** A database with a trader, a worker `w` that executes and watches, and short ways to use them. */
export async function restingBooks() {
  const db = await freshDatabase();
  const { database } = db;
  const accounts = createAccountStore({ database });
  await accounts.openTrader({ traderId: TRADER, wallet: 'wallet' });
  const news: string[] = [];
  const onEvents = (traderIds: readonly string[]) => void news.push(...traderIds);
  const intake = createOrderIntake({ database });
  const execution = createOrderExecution({ database, owner: 'w', leaseMs: 60_000, onEvents });
  const history = createOrderHistory({ database });
  const watcher = (owner: string, leaseMs = 60_000) => createRestingOrders({ database, owner, leaseMs, onEvents });
  const watching = watcher('w');

  const place = async (item: Acceptance) => {
    expect(await intake.accept(item)).toMatchObject({ verdict: 'accepted' });
    return item.orderId;
  };
  /** The pair of SOL and USDC under this watcher's lease. */
  const pairOf = async (by: RestingOrders): Promise<WatchedPair> => {
    const pair = (await by.watch()).find(({ tokenA, tokenB }) => tokenA === SOL.mint || tokenB === SOL.mint);
    if (pair === undefined) throw new Error('the pair is not watched');
    return pair;
  };
  const fire = async (
    orderId: string,
    minOut: bigint,
    given: { version?: number; by?: RestingOrders; pair?: WatchedPair } = {},
  ) => {
    const by = given.by ?? watching;
    return by.fire({
      orderId,
      version: given.version ?? 1,
      pair: given.pair ?? (await pairOf(by)),
      fired: evidence(minOut),
    });
  };
  return {
    ...{ db, news, intake, execution, history, watcher, watching, place, pairOf, fire },
    amend: createOrderAmendment({ database }).amend,
    cancel: createOrderCancellation({ database }).cancel,
    get: (orderId: string) => history.get({ traderId: TRADER, orderId }),
    /** Base units of SOL: free, and held. */
    balance: async () => {
      const { balances } = await accounts.balances(TRADER);
      const sol = balances.find(({ token }) => token === SOL.mint);
      return { available: BigInt(sol?.available ?? 0), held: BigInt(sol?.held ?? 0) };
    },
    /** What rests, by a reading from the beginning. */
    rests: async () => (await watcher(uuidv7()).changes()).orders,
    runOut: (orderId: string) => runOut(db.owner, orderId),
  };
}

export type RestingBooks = Awaited<ReturnType<typeof restingBooks>>;
