import { expect } from 'vitest';
import { isFinal } from '../../core/order/lifecycle.ts';
import { SOL } from '../../core/tokens/token.ts';
import { type AMOUNTS, balanceKey, type Command, chosen, count, credit, existing, step } from './orderModel.ts';
import { evidence, runOut, STOP } from './restingBooks.ts';

/** A watcher asks for the pair; with `lost` after the present lease has run out. */
export function watch(watcher: number, lost: boolean): Command {
  return {
    check: () => true,
    toString: () => `watcher ${watcher} asks${lost ? ' after the lease' : ''}`,
    async run(model, { db, watchers }) {
      const { lease } = model;
      if (lost) await db.owner`update engine.watched_pairs set lease_until = now() - interval '1 second'`;
      const pairs = (await watchers[watcher]?.watch()) ?? [];
      const takes = lease !== undefined && (lost || lease.owner === undefined || lease.owner === watcher);
      if (takes && lease.owner !== watcher) model.lease = { owner: watcher, epoch: lease.epoch + 1 };
      expect(pairs.map(({ epoch }) => epoch)).toEqual(takes ? [model.lease?.epoch] : []);
      // Who was refused goes on with what it had, as a watcher that was paused.
      if (takes) model.believed[watcher] = pairs[0];
    },
  };
}

/** A watcher commits a trigger; with `old` found under terms of before. */
export function fire(watcher: number, nth: number, opts: { minOut: bigint; old: boolean }): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined && model.believed[watcher] !== undefined,
    toString: () => `watcher ${watcher} fires ${nth} for ${opts.minOut}${opts.old ? ' of old terms' : ''}`,
    async run(model, { watchers }) {
      const order = existing(model, nth);
      const pair = model.believed[watcher];
      if (pair === undefined) throw new Error('it watches nothing');
      const version = opts.old ? order.version - 1 : order.version;
      const result = await watchers[watcher]?.fire({ orderId: order.id, version, pair, fired: evidence(opts.minOut) });
      const refused =
        pair.epoch !== model.lease?.epoch
          ? 'stale'
          : !order.resting
            ? 'over'
            : opts.old
              ? 'version'
              : order.expired
                ? 'expired'
                : undefined;
      if (refused !== undefined) {
        expect(result).toEqual({ verdict: refused });
        count(model, `trigger ${refused}`);
        return;
      }
      expect(result).toEqual({ verdict: 'ok', epoch: order.epoch });
      order.lastAttempt = order.attempt + 3;
      order.attempt += 1;
      order.begun = false;
      order.resting = false;
      if (opts.minOut > order.minOut) order.minOut = opts.minOut;
      step(order, 'routing');
      count(model, 'trigger ok');
    },
  };
}

/** Changes the amount of an order, or tries to. */
export function amend(nth: number, opts: { amount: (typeof AMOUNTS)[number]; old: boolean }): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `amend ${nth} to ${opts.amount}${opts.old ? ' of old terms' : ''}`,
    async run(model, { amendment }) {
      const order = existing(model, nth);
      const verdict = await amendment.amend({
        ...{ traderId: order.trader, orderId: order.id, version: opts.old ? order.version - 1 : order.version },
        ...{ amountIn: opts.amount, requestedMinOut: null, minOut: 1n, trigger: STOP },
        ...{ quotedOut: undefined, quoteSlot: undefined, validForMs: 3_600_000 },
      });
      const more = opts.amount - order.amount;
      if (order.kind === 'market') expect(verdict).toBe('not_amendable');
      else if (!order.resting || order.expired) expect(verdict).toBe('too_late');
      else if (opts.old) expect(verdict).toBe('conflict');
      else if (more > (model.available.get(balanceKey(order.trader, SOL.mint)) ?? 0n))
        expect(verdict).toBe('insufficient');
      else {
        expect(verdict).toBe('amended');
        credit(model, order.trader, SOL.mint, -more);
        order.amount = opts.amount;
        order.minOut = 1n;
        order.version += 1;
        step(order, 'pending');
        count(model, 'amended');
      }
    },
  };
}

/** The time of an order that may rest runs out. */
export function expire(nth: number): Command {
  return {
    check: (model) => chosen(model, nth)?.kind === 'stop',
    toString: () => `the time of ${nth} runs out`,
    async run(model, { db }) {
      const order = existing(model, nth);
      if (isFinal(order.status)) return;
      await runOut(db.owner, order.id);
      order.expired = true;
    },
  };
}
