import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import { isFinal } from '../../core/order/lifecycle.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import {
  balanceKey,
  type Command,
  chosen,
  credit,
  existing,
  FRESH_MS,
  MIN_OUT,
  step,
  type TraderId,
} from './orderModel.ts';
import { STOP } from './restingBooks.ts';
import { prepared, sampleAcceptance } from './sampleOrder.ts';

const fingerprintOf = (opts: { kind: string; amount: bigint }) => `${opts.kind} ${opts.amount}`;

/** Accepts an order, repeats a request, or sends a different request under the same key. */
export function place(opts: {
  trader: TraderId;
  kind: 'market' | 'stop';
  amount: bigint;
  key: string;
  validForMs: number;
}): Command {
  return {
    check: () => true,
    toString: () => `place ${opts.kind} ${opts.trader} ${opts.amount} key ${opts.key}`,
    async run(model, { intake }) {
      const known = model.orders.find((order) => order.trader === opts.trader && order.key === opts.key);
      const id = uuidv7();
      const rests = opts.kind === 'stop';
      const placedAt = performance.now();
      const answer = await intake.accept(
        sampleAcceptance({
          orderId: id,
          traderId: opts.trader,
          idempotencyKey: opts.key,
          fingerprint: fingerprintOf(opts),
          amountIn: opts.amount,
          validForMs: opts.validForMs,
          ...(rests ? { type: 'stop', trigger: STOP, slippageBps: null, minOut: 1n } : { minOut: MIN_OUT }),
        }),
      );
      if (known !== undefined) {
        expect(answer).toEqual(
          known.fingerprint === fingerprintOf(opts) ? { verdict: 'known', orderId: known.id } : { verdict: 'conflict' },
        );
        return;
      }
      if (opts.amount > (model.available.get(balanceKey(opts.trader, SOL.mint)) ?? 0n)) {
        expect(answer).toEqual({ verdict: 'refused', code: 'INSUFFICIENT_BALANCE' });
        return;
      }
      expect(answer).toMatchObject({ verdict: 'accepted', orderId: id });
      credit(model, opts.trader, SOL.mint, -opts.amount);
      if (rests) model.lease ??= { owner: undefined, epoch: 0 };
      model.orders.push({
        ...opts,
        id,
        placedAt,
        fingerprint: fingerprintOf(opts),
        minOut: rests ? 1n : MIN_OUT,
        version: 1,
        resting: rests,
        expired: false,
        lastAttempt: 3,
        status: 'pending',
        attempt: 0,
        epoch: 0,
        leased: false,
        begun: false,
        prepared: false,
        cancelRequested: false,
        live: undefined,
        events: ['pending'],
      });
    },
  };
}

/** Claims an order; with `lost` after its present lease has ended. */
export function claim(nth: number, lost: boolean): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `claim ${nth}${lost ? ' after its lease' : ''}`,
    async run(model, { db, execution }) {
      const order = existing(model, nth);
      if (lost && order.leased)
        await db.owner`update engine.orders set lease_until = now() - interval '1 second' where id = ${order.id}`;
      const answer = await execution.claim(order.id);
      if (isFinal(order.status)) {
        expect(answer).toEqual({ verdict: 'final' });
        return;
      }
      if (order.leased && !lost) {
        expect(answer).toEqual({ verdict: 'leased' });
        return;
      }
      if (order.resting && !order.expired) {
        expect(answer).toMatchObject({ verdict: 'waiting' });
        return;
      }
      const tried = order.status === 'routing' || order.status === 'building';
      const exhausted = tried && order.begun && order.attempt >= order.lastAttempt;
      const over = order.expired && order.status !== 'submitted';
      const ending = over ? 'EXPIRED' : exhausted ? 'ATTEMPTS_EXHAUSTED' : undefined;
      const steps = ending === undefined && (order.status === 'pending' || (tried && order.begun));
      order.epoch += 1;
      order.leased = true;
      order.resting = false;
      if (steps) {
        step(order, 'routing');
        order.attempt += 1;
      }
      if (ending === undefined) order.begun = true;
      expect(answer).toMatchObject({
        verdict: 'claimed',
        event: steps,
        order: {
          orderId: order.id,
          epoch: order.epoch,
          status: order.status,
          attempt: order.attempt,
          ending,
        },
      });
      if (answer.verdict === 'claimed') expect(answer.order.submission?.signature).toBe(order.live);
    },
  };
}

/** How a prepared order differs from the stored one, or that two workers prepared the same order. */
export const FLAWS = ['none', 'none', 'none', 'bound', 'wallet', 'chain', 'two workers'] as const;

/** Takes an order that was routed and signed before it was leased. */
export function submitPrepared(nth: number, flaw: (typeof FLAWS)[number]): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `submit ${nth} prepared, flaw ${flaw}`,
    async run(model, { execution }) {
      const order = existing(model, nth);
      const terms = {
        orderId: order.id,
        traderId: order.trader,
        wallet: `wallet of ${order.trader}`,
        type: order.kind,
        tokenIn: SOL.mint,
        tokenOut: USDC.mint,
        amountIn: order.amount,
        minOut: order.minOut,
        acceptedAt: new Date(),
        validUntil: new Date(),
      };
      const seen = await execution.toPrepare(order.id);
      const give = (given: Parameters<typeof prepared>[2]) =>
        execution.submit(prepared(terms, `sig-${model.signatures++}`, given));
      const first = await Promise.all([
        give({
          ...(flaw === 'chain' ? { genesisHash: 'another' } : {}),
          terms: flaw === 'bound' ? { minOut: order.minOut + 1n } : flaw === 'wallet' ? { wallet: 'another' } : {},
        }),
        ...(flaw === 'two workers' ? [give({})] : []),
      ]);
      const [{ verdict, epoch }, second] = first;
      if (verdict === 'not_fresh' && performance.now() - order.placedAt > FRESH_MS) return;
      const free = !order.leased && order.status === 'pending' && !order.resting && order.epoch === 0;
      if (performance.now() - order.placedAt < FRESH_MS) expect(seen?.orderId).toBe(free ? order.id : undefined);
      if (isFinal(order.status)) expect(verdict).toBe('final');
      else if (order.leased) expect(verdict).toBe('leased');
      else if (order.status !== 'pending' || order.resting || order.attempt > 0) expect(verdict).toBe('begun');
      else if (order.epoch > 0) expect(verdict).toBe('not_fresh');
      else if (flaw === 'bound' || flaw === 'wallet') expect(verdict).toBe('terms');
      else if (flaw === 'chain') expect(verdict).toBe('other_chain');
      else {
        expect({ verdict, epoch }).toEqual({ verdict: 'ok', epoch: order.epoch + 1 });
        // The second worker's transaction is not taken.
        if (second !== undefined) expect(second).toEqual({ verdict: 'leased' });
        for (const status of ['routing', 'building', 'submitted'] as const) step(order, status);
        order.epoch += 1;
        order.attempt = 1;
        order.leased = true;
        order.begun = true;
        order.prepared = true;
        order.live = `sig-${model.signatures - first.length}`;
      }
    },
  };
}

/** Cancels an order, or all of its trader's open ones. */
export function cancel(nth: number, all: boolean): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `cancel ${all ? 'all of the trader of ' : ''}${nth}`,
    async run(model, { cancellation }) {
      const { id, trader } = existing(model, nth);
      const asked = model.orders.filter((order) =>
        all ? order.trader === trader && !isFinal(order.status) : order.id === id,
      );
      const verdicts = asked.map((order) => {
        const { epoch } = order;
        if (isFinal(order.status)) return { orderId: order.id, epoch, verdict: 'already_final' };
        if (order.status === 'submitted') {
          order.cancelRequested = true;
          return { orderId: order.id, epoch, verdict: 'too_late' };
        }
        step(order, 'cancelled');
        order.leased = false;
        order.resting = false;
        credit(model, trader, SOL.mint, order.amount);
        return { orderId: order.id, epoch, verdict: 'cancelled' };
      });
      const answer = await cancellation.cancel({ traderId: trader, ...(all ? {} : { orderIds: [id] }) });
      expect(new Set(answer)).toEqual(new Set(verdicts));
    },
  };
}
