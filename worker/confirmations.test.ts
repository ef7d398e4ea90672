import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SignatureStatus } from '../core/chain/chainApi.ts';
import { createConfirmations } from './confirmations.ts';
import { slotsThat } from './testing/slotsThat.ts';

const submission = {
  signature: 'sig',
  transaction: new Uint8Array([1]),
  lastValidBlockHeight: 150,
  genesisHash: 'genesis',
};
const landed: SignatureStatus = {
  slot: 9,
  confirmations: null,
  err: null,
  status: { Ok: null },
  confirmationStatus: 'finalized',
  execution: {
    legs: [{ venue: 'raydium', pool: 'p', mintIn: 'a', mintOut: 'b', amountIn: '1', amountOut: '2', fee: '0' }],
  },
  receivedAt: 0,
  landedAt: 0,
};

/** A chain that says what the test tells it to, and counts what it is sent. */
function chainThat() {
  const chain = {
    height: 1,
    status: null as SignatureStatus | null,
    dead: false,
    genesisHash: 'genesis',
    sent: 0,
    asked: 0,
    send: () => {
      chain.sent += 1;
      return chain.dead ? Promise.reject(new Error('unreachable')) : Promise.resolve('sig');
    },
    statuses: (signatures: readonly string[]) => {
      chain.asked += 1;
      return chain.dead
        ? Promise.reject(new Error('unreachable'))
        : Promise.resolve({
            slot: chain.height,
            blockHeight: chain.height,
            genesisHash: chain.genesisHash,
            statuses: signatures.map(() => chain.status),
          });
    },
  };
  return chain;
}

describe('following a submission', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function follow(opts: { sent: boolean; status?: SignatureStatus; told?: boolean }) {
    const chain = chainThat();
    const slots = slotsThat(opts.told === true);
    chain.status = opts.status ?? null;
    const stop = new AbortController();
    const confirmations = createConfirmations({
      chain,
      chainSlots: slots,
      logger: pino({ level: 'silent' }),
      pollMs: 10,
      resendMs: 0,
    });
    let outcome: string | undefined;
    void confirmations.follow({ submission, sent: opts.sent, interrupted: stop.signal }).then((said) => {
      outcome = said.kind;
    });
    return { chain, slots, stop, said: () => outcome };
  }

  it('asks before it sends what another worker may have sent', async () => {
    const { chain, said } = follow({ sent: false, status: landed });
    await vi.advanceTimersByTimeAsync(50);
    expect(said()).toBe('landed');
    expect(chain.sent).toBe(0);
  });

  it('sends the same bytes again every 2 slots while they are unknown', async () => {
    const { chain, said } = follow({ sent: true });
    await vi.advanceTimersByTimeAsync(500);
    expect(chain.sent).toBe(0);
    for (const [height, sent] of [
      [2, 0],
      [3, 1],
      [4, 1],
      [5, 2],
    ] as const) {
      chain.height = height;
      await vi.advanceTimersByTimeAsync(200);
      expect([height, chain.sent]).toEqual([height, sent]);
    }
    expect(said()).toBeUndefined();
  });

  it('calls it expired only beyond the last valid height, and then sends no more', async () => {
    const { chain, said } = follow({ sent: true });
    chain.height = 150;
    await vi.advanceTimersByTimeAsync(500);
    expect(said()).toBeUndefined();
    const { sent } = chain;
    chain.height = 151;
    await vi.advanceTimersByTimeAsync(50);
    expect(said()).toBe('expired');
    expect(chain.sent).toBe(sent);
  });

  it('believes what landed at whatever height', async () => {
    const { chain, said } = follow({ sent: true });
    chain.height = 10_000;
    chain.status = { ...landed, err: { InstructionError: [5, { Custom: 6005 }] }, execution: null };
    await vi.advanceTimersByTimeAsync(50);
    expect(said()).toBe('rejected');
  });

  it('takes silence for silence only after 2 s, and never for an answer', async () => {
    const { chain, said } = follow({ sent: true });
    chain.dead = true;
    await vi.advanceTimersByTimeAsync(1_900);
    expect(said()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(200);
    expect(said()).toBe('silent');
  });

  it('puts aside what stays unknown, sooner when it was taken up again', async () => {
    const patient = follow({ sent: true });
    await vi.advanceTimersByTimeAsync(1_900);
    expect(patient.said()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(200);
    expect(patient.said()).toBe('unseen');

    const resumed = follow({ sent: false });
    await vi.advanceTimersByTimeAsync(400);
    expect(resumed.said()).toBeUndefined();
    expect(resumed.chain.sent).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(resumed.said()).toBe('unseen');
  });

  it('concludes nothing from what another chain says', async () => {
    const { chain, said } = follow({ sent: true });
    chain.genesisHash = 'another';
    chain.height = 10_000;
    await vi.advanceTimersByTimeAsync(1_900);
    expect(said()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(200);
    expect(said()).toBe('silent');
  });

  it('takes what landed from the slot that tells of it, without asking', async () => {
    const { chain, slots, said } = follow({ sent: true, told: true });
    slots.tell([{ ...landed, signature: 'another' }]);
    slots.tell([{ ...landed, signature: 'sig' }], 'another chain');
    await vi.advanceTimersByTimeAsync(1);
    expect(said()).toBeUndefined();
    slots.tell([
      { ...landed, signature: 'another' },
      { ...landed, signature: 'sig' },
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([chain.asked, said()]).toEqual([0, 'landed']);

    const refused = follow({ sent: true, told: true });
    const err = { InstructionError: [5, { Custom: 6005 }] } as SignatureStatus['err'];
    refused.slots.tell([{ ...landed, err, execution: null, signature: 'sig' }]);
    await vi.advanceTimersByTimeAsync(1);
    expect(refused.said()).toBe('rejected');
  });

  it('asks what 2 slots did not tell, and sends it again when it is unknown', async () => {
    const { chain, slots } = follow({ sent: true, told: true });
    for (const [asked, sent] of [
      [0, 0],
      [0, 0],
      [1, 1],
    ]) {
      chain.height += 1;
      slots.tell();
      await vi.advanceTimersByTimeAsync(1);
      expect([chain.asked, chain.sent]).toEqual([asked, sent]);
    }
  });

  it('asks all the same when the slots that it was told of stay out', async () => {
    const { chain, slots, said } = follow({ sent: true, told: true });
    await vi.advanceTimersByTimeAsync(300);
    expect(chain.asked).toBe(1);
    slots.fallSilent();
    await vi.advanceTimersByTimeAsync(400);
    expect(chain.asked).toBeGreaterThan(10);
    chain.status = landed;
    await vi.advanceTimersByTimeAsync(50);
    expect(said()).toBe('landed');
  });

  it('asks at once about what it takes up again', async () => {
    const { chain, said } = follow({ sent: false, told: true, status: landed });
    await vi.advanceTimersByTimeAsync(1);
    expect([chain.asked, said()]).toEqual([1, 'landed']);
  });

  it('stops when it is told to', async () => {
    const { stop, said } = follow({ sent: true });
    await vi.advanceTimersByTimeAsync(50);
    stop.abort();
    await vi.advanceTimersByTimeAsync(1);
    expect(said()).toBe('interrupted');
  });
});
