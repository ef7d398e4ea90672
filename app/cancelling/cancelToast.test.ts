import { describe, expect, it } from 'vitest';
import type { CancelAllAnswer } from '../../core/order/cancelOrder.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import { cancelAllErrorToast, cancelAllToast } from './cancelAllToast.ts';
import { cancelErrorToast, cancelToast, endAfterTooLate } from './cancelToast.ts';

const EN = 'en-US';
const SIGNATURE = '5VERYlongSIGNATUREofTHEtransaction9xYz';
const fill = {
  amountIn: '1500000000',
  amountOut: '150015000',
  legs: [],
  residues: [],
  signature: SIGNATURE,
  slot: 1,
  settledAt: SAMPLE_ORDER.acceptedAt,
};
const failure = { code: 'SLIPPAGE', message: 'The price moved.', detail: '' } as const;
const order = (change: Partial<OrderView> = {}): OrderView => ({ ...SAMPLE_ORDER, ...change });
const cancelled = order({ status: 'cancelled' });
const confirmed = order({ status: 'confirmed', fill });
const submitted = order({ status: 'submitted', signature: SIGNATURE });

describe('the answer to a cancellation', () => {
  it('says that nothing was executed and the funds are free', () => {
    expect(cancelToast({ outcome: 'cancelled', order: cancelled }, EN)).toMatchObject({
      title: 'Cancelled 1.5 SOL to USDC',
      description: 'Nothing was executed; the held amount is free again.',
      tone: 'note',
    });
  });

  it('says that it was too late, by which transaction, and stays until the order has ended', () => {
    const answer = { outcome: 'too_late', signature: SIGNATURE, order: submitted } as const;
    expect(cancelToast(answer, EN)).toMatchObject({
      title: 'Too late to cancel 1.5 SOL to USDC',
      description:
        'Transaction 5VER…9xYz was already sent and may still land. If it does not, the order ends without an execution; no further attempt follows.',
      tone: 'warn',
      timeout: 0,
    });
    const end = (ended: OrderView) => endAfterTooLate({ order: ended, signature: SIGNATURE, locale: EN });
    expect(end(confirmed)).toMatchObject({
      title: 'Too late to cancel: received 150.015 USDC',
      description: 'Transaction 5VER…9xYz landed.',
      tone: 'good',
    });
    expect(end(cancelled).description).toBe(
      'Transaction 5VER…9xYz did not land. Nothing was executed; the held amount is free again.',
    );
    expect(end(order({ status: 'failed', failure }))).toMatchObject({ tone: 'bad', description: 'The price moved.' });
  });

  it('never calls a filled order cancelled, however late the answer is', () => {
    for (const answer of [
      { outcome: 'already_final', order: confirmed },
      { outcome: 'too_late', signature: SIGNATURE, order: confirmed },
    ] as const) {
      const { title, description, tone } = cancelToast(answer, EN);
      expect(title).not.toMatch(/^Cancelled/);
      expect(`${title} ${description}`).toMatch(/received 150\.015 USDC/i);
      expect(tone).toBe('good');
    }
  });

  it('says how an order ended that was final before', () => {
    const failed = order({ status: 'failed', failure });
    expect(cancelToast({ outcome: 'already_final', order: failed }, EN)).toMatchObject({
      title: '1.5 SOL to USDC had already failed',
      description: 'The price moved.',
    });
    expect(cancelToast({ outcome: 'already_final', order: cancelled }, EN).title).toBe(
      '1.5 SOL to USDC was already cancelled',
    );
  });
});

describe('no answer to a cancellation', () => {
  const errorToast = (code: Parameters<typeof cancelErrorToast>[0]['error']['code']) =>
    cancelErrorToast({
      order: order(),
      error: { code, text: 'The server’s sentence.', requestId: 'r' },
      locale: EN,
      again: () => {},
    });

  it('is said to be unknown, and safe to repeat', () => {
    for (const code of [undefined, 'UNAVAILABLE', 'INTERNAL'] as const) {
      expect(errorToast(code)).toMatchObject({
        title: 'Not known whether 1.5 SOL to USDC was cancelled',
        description: 'No answer came. Cancel it again: the same click is safe to repeat.',
        action: { label: 'Cancel again' },
        tone: 'warn',
        timeout: 0,
      });
    }
  });

  it('is told in the server’s own sentence when there is one', () => {
    expect(errorToast('CANCEL_UNDECIDED')).toMatchObject({
      title: 'Not decided yet: 1.5 SOL to USDC',
      description: 'The server’s sentence.',
      tone: 'warn',
    });
    expect(errorToast('TOO_MANY_REQUESTS')).toMatchObject({
      title: 'Not cancelled: 1.5 SOL to USDC',
      description: 'The server’s sentence.',
      tone: 'bad',
    });
  });
});

describe('the answers to a cancellation of all', () => {
  const error = { code: 'CANCEL_UNDECIDED', message: 'Ask again.', retryable: true, requestId: 'r' } as const;
  const answers: CancelAllAnswer['answers'] = [
    { outcome: 'cancelled', order: cancelled },
    { outcome: 'too_late', signature: SIGNATURE, order: submitted },
    { outcome: 'too_late', signature: SIGNATURE, order: confirmed },
    { outcome: 'already_final', order: order({ status: 'failed', failure }) },
    { orderId: 'o', error },
  ];

  it('are counted by outcome in one message', () => {
    expect(cancelAllToast(answers, EN)).toMatchObject({
      title: 'Cancelled 1 of 5 orders',
      description:
        '1 too late: its transaction was already sent and may still land; no further attempt follows. 1 already confirmed. 1 already failed. 1 without a final answer: Ask again.',
      tone: 'warn',
    });
  });

  it('are short when all were cancelled, or none was left', () => {
    expect(cancelAllToast(answers.slice(0, 1), EN)).toMatchObject({ title: 'Cancelled 1 order', tone: 'note' });
    expect(cancelAllToast(answers.slice(1, 2), EN).title).toBe('Cancelled none of 1 order');
    expect(cancelAllToast([], EN).title).toBe('No open orders were left');
  });

  it('are unknown when none came', () => {
    expect(cancelAllErrorToast({ code: undefined, text: '', requestId: undefined })).toMatchObject({
      title: 'Not known which orders were cancelled',
      tone: 'warn',
    });
  });
});
