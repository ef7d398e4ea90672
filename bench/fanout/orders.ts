import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { BuildingView } from '../../core/order/orderView.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import type { Database } from '../../drizzle/database.ts';
import { createOrderExecution } from '../../drizzle/orderExecution.ts';
import { createOrderIntake } from '../../drizzle/orderIntake.ts';

/** Events of a confirmed order: pending, routing, building, submitted, confirmed. They are three commits. */
export const EVENTS_PER_ORDER = 5;

/** Base units: small enough that a wallet lasts for hundreds of thousands of orders. */
const AMOUNT_IN = 1_000n;
const AMOUNT_OUT = 100n;
/** Longer than any order takes here; there is no other worker. */
const LEASE_MS = 60_000;

export type OrderMaker = {
  /** Commits a whole order of the trader, one commit after the other. Throws when a step is refused. */
  make(traderId: string): Promise<void>;
  /** Commits `perSecond` orders a second for the given time, the traders in turn; resolves with their number when all are committed. */
  makeFor(opts: { traderIds: readonly string[]; perSecond: number; ms: number }): Promise<number>;
};

/**
 * Orders without a worker and a chain: the functions of the engine's own store commit them, with the events of a real order and the route of a
 * quote, and hints are published as by a worker. So the load is exactly the requested one, independent of the cost of execution on this machine.
 */
export async function createOrderMaker(opts: {
  database: Database;
  building: BuildingView;
  publish(traderIds: readonly string[]): void;
}): Promise<OrderMaker> {
  const { database, building, publish } = opts;
  // A submission has to be for the chain that the server trusts.
  const [trusted] = await database.sql<{ hash: string }[]>`select engine.trust_genesis(null) as hash`;
  const lifetime = { lastValidBlockHeight: 150, genesisHash: trusted?.hash };
  const intake = createOrderIntake({ database });
  const execution = createOrderExecution({ database, owner: 'fanout', leaseMs: LEASE_MS, onEvents: publish });

  async function accept(traderId: string): Promise<string> {
    const orderId = uuidv7();
    const accepted = await intake.accept({
      ...{ orderId, traderId, idempotencyKey: orderId, fingerprint: orderId, type: 'market' },
      ...{
        tokenIn: SOL.mint,
        tokenOut: USDC.mint,
        amountIn: AMOUNT_IN,
        slippageBps: 50,
        requestedMinOut: null,
        trigger: null,
        exit: null,
      },
      ...{ minOut: AMOUNT_OUT, quotedOut: AMOUNT_OUT, quoteSlot: building.slot, validForMs: 120_000 },
      ...{ refusal: undefined, credential: undefined },
    });
    if (accepted.verdict !== 'accepted') throw new Error(`an order was not accepted: ${accepted.verdict}`);
    publish([traderId]);
    return orderId;
  }

  async function make(traderId: string): Promise<void> {
    const orderId = await accept(traderId);
    const begunAt = performance.now();
    const order = await execution.toPrepare(orderId);
    if (order === undefined) throw new Error('an order cannot be prepared');
    const signature = `fanout-${orderId}`;
    const submission = { signature, transaction: new Uint8Array(600), ...lifetime };
    const taken = await execution.submit({ order, building, submission, begunAt, routedAt: performance.now() });
    if (taken.verdict !== 'ok') throw new Error(`an order was not taken: ${taken.verdict}`);
    const [mintIn, mintOut] = [order.tokenIn, order.tokenOut];
    const amounts = { amountIn: AMOUNT_IN.toString(), amountOut: AMOUNT_OUT.toString(), fee: '3' };
    const legs = [{ venue: 'raydium', pool: 'fanout', mintIn, mintOut, ...amounts }];
    const confirmed = { kind: 'confirmed', signature, slot: 1, amountIn: AMOUNT_IN, amountOut: AMOUNT_OUT } as const;
    const verdict = await execution.transition({
      orderId,
      epoch: taken.epoch,
      step: { ...confirmed, legs, residues: [] },
    });
    if (verdict !== 'ok') throw new Error(`an order was not settled: ${verdict}`);
  }

  return {
    make,
    async makeFor({ traderIds, perSecond, ms }) {
      const began = performance.now();
      const made: Promise<void>[] = [];
      for (let elapsed = 0; elapsed < ms; elapsed = performance.now() - began) {
        // Orders that a late timer missed are made at once: the rate is kept, but the load comes in bursts.
        while (made.length < (elapsed * perSecond) / 1_000) {
          const traderId = traderIds[made.length % traderIds.length];
          if (traderId === undefined) break;
          const order = make(traderId);
          // A failure is reported below, together with all others.
          order.catch(() => {});
          made.push(order);
        }
        await wait(1_000 / perSecond);
      }
      await Promise.all(made);
      return made.length;
    },
  };
}
