import { expect } from 'vitest';
import { canTransition, isFinal } from '../../core/order/lifecycle.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import type { Transition } from '../orderExecution.ts';
import { type Command, chosen, count, credit, existing, type Model, type ModelOrder, step } from './orderModel.ts';
import { sampleFailure as failure, sampleQuotes as quotes, sampleLeg } from './sampleOrder.ts';

export const KINDS = [
  'building',
  'submitted',
  'confirmed',
  'retry',
  'failed',
  'cancelled',
  'expired',
  'rest',
  'release',
] as const;
export type Kind = (typeof KINDS)[number];

/** A step under the order's epoch or the previous one; `told`: with the outcome of the live submission. */
export function commit(nth: number, kind: Kind, opts: { old: boolean; told: boolean }): Command {
  return {
    check: (model) => chosen(model, nth) !== undefined,
    toString: () => `${kind} ${nth}${opts.old ? ' of an old epoch' : ''}${opts.told ? '' : ' untold'}`,
    async run(model, { execution }) {
      const order = existing(model, nth);
      const signature = kind === 'submitted' ? `sig-${model.signatures++}` : (order.live ?? 'sig-of-nobody');
      const verdict = await execution.transition({
        orderId: order.id,
        epoch: opts.old ? order.epoch - 1 : order.epoch,
        step: stepOf(order, kind, signature, opts.told),
      });
      if (opts.old || isFinal(order.status) || !order.leased) expect(verdict).toBe('stale');
      else if (order.expired && (kind === 'building' || kind === 'submitted')) expect(verdict).toBe('expired');
      else if (!isLegal(order, kind, opts.told)) expect(verdict).toBe('illegal');
      else if (goesOn(kind) && order.cancelRequested) expect(verdict).toBe('cancelled');
      else if (goesOn(kind) && order.expired) expect(verdict).toBe('expired');
      else {
        expect(verdict).toBe('ok');
        apply(model, order, kind, signature);
      }
    },
  };
}

/** Steps after which the order may be attempted again. */
const goesOn = (kind: Kind) => kind === 'retry' || kind === 'rest';

function isLegal(order: ModelOrder, kind: Kind, told: boolean): boolean {
  if (kind === 'release') return true;
  const target = kind === 'retry' ? 'routing' : kind === 'rest' ? 'pending' : kind;
  const ends = target !== 'building' && target !== 'submitted' && target !== 'confirmed';
  return (
    canTransition({ from: order.status, to: target }) &&
    (!goesOn(kind) || order.status !== 'pending') &&
    (kind !== 'retry' || order.attempt < order.lastAttempt) &&
    (kind !== 'rest' || order.kind === 'stop') &&
    (kind !== 'expired' || order.expired) &&
    (!ends || order.status !== 'submitted' || told)
  );
}

function stepOf(order: ModelOrder, kind: Kind, signature: string, told: boolean): Transition {
  const dead = told && order.live !== undefined ? ({ signature, outcome: 'expired' } as const) : undefined;
  switch (kind) {
    case 'building':
      return { kind, data: quotes };
    case 'submitted':
      return { kind, signature, transaction: new Uint8Array([1]), lastValidBlockHeight: 9 };
    case 'confirmed':
      return {
        kind,
        signature,
        slot: 3,
        amountIn: order.amount,
        amountOut: order.minOut + 1n,
        legs: [sampleLeg],
        residues: [],
      };
    case 'retry':
      return { kind, failure, delayMs: 0, dead };
    case 'failed':
      return { kind, failure, dead };
    case 'cancelled':
    case 'expired':
      return { kind, dead };
    case 'rest':
      return { kind, failure, delayMs: 0, dead };
    case 'release':
      return { kind, delayMs: 0 };
  }
}

function apply(model: Model, order: ModelOrder, kind: Kind, signature: string): void {
  switch (kind) {
    case 'building':
      step(order, 'building');
      return;
    case 'submitted':
      step(order, 'submitted');
      order.live = signature;
      return;
    case 'confirmed':
      step(order, 'confirmed');
      credit(model, order.trader, USDC.mint, order.minOut + 1n);
      break;
    case 'failed':
    case 'cancelled':
    case 'expired':
      step(order, kind);
      credit(model, order.trader, SOL.mint, order.amount);
      break;
    case 'retry':
      step(order, 'routing');
      order.attempt += 1;
      order.begun = true;
      order.live = undefined;
      return;
    case 'rest':
      step(order, 'pending');
      order.resting = true;
      count(model, 'rested again');
      break;
    case 'release':
      order.leased = false;
      // After a release in `routing` the attempt has not begun.
      if (order.status === 'routing') order.begun = false;
      return;
  }
  order.leased = false;
  order.live = undefined;
}
