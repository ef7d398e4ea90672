import { describe, expect, it } from 'vitest';
import { RPC_ERRORS } from '../core/chain/chainApi.ts';
import { executionTotals } from '../core/chain/execution.ts';
import { BLOCKHASH_VALID_SLOTS } from '../core/chain/slot.ts';
import { POOL_KINDS } from '../core/pools/all/poolKinds.ts';
import { BONK, JUP, RAY, USDT } from '../core/testing/usualListing.ts';
import { SOL, USDC } from '../core/tokens/token.ts';
import { decodeTransaction } from '../core/transaction/decodeTransaction.ts';
import { ChainRefusal, ChainUnreachable } from '../runtime/chainClient.ts';
import { createLogger } from '../runtime/logger.ts';
import { createSlotFeed } from '../runtime/slotFeed.ts';
import { createChainStore } from './chainStore.ts';
import { TEST_RPC_TOKEN, testChain } from './testing/testChain.ts';

const ONE_SOL = 10n ** 9n;

describe('landing', () => {
  it('executes SOL in, SOL out, neither, split and two-hop, and on every kind of pool, each within its bound', async () => {
    await using chain = await testChain();
    const cases = [
      { from: SOL, to: USDC, amountIn: ONE_SOL },
      { from: USDC, to: SOL, amountIn: 150_000_000n },
      { from: USDT, to: USDC, amountIn: 500_000_000n },
      { from: SOL, to: USDC, amountIn: 3_000n * ONE_SOL },
      { from: JUP, to: BONK, amountIn: 1_000_000_000n },
      { from: RAY, to: USDT, amountIn: 100_000_000n },
      ...POOL_KINDS.flatMap(({ name: kind }) => [
        { from: SOL, to: USDC, amountIn: 20n * ONE_SOL, kind },
        { from: USDC, to: SOL, amountIn: 3_000_000_000n, kind },
      ]),
    ];
    const kinds = new Set<string>();
    for (const [i, one] of cases.entries()) {
      const swap = await chain.swap({ ...one, memo: `order-${i}:1` });
      kinds.add(swap.route.kind);
      expect(await chain.client.send(swap.wire)).toBe(swap.signature);
      const status = await chain.landed(swap.signature);
      expect(status.err).toBeNull();
      const { amountIn, amountOut, residues } = executionTotals({ ...swap.route, legs: status.execution?.legs ?? [] });
      expect(amountIn).toBe(one.amountIn);
      expect(amountOut).toBeGreaterThanOrEqual((swap.route.amountOut * 98n) / 100n);
      for (const residue of residues) expect(residue.amount).toBeGreaterThan(0n);
    }
    expect([...kinds].sort()).toEqual(['single', 'split', 'two-hop']);
  });

  it('lands a signature once, however often its bytes are sent', async () => {
    await using chain = await testChain();
    const { wire, signature } = await chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: 'order:1' });
    await Promise.all(Array.from({ length: 20 }, () => chain.client.send(wire)));
    await chain.landed(signature);
    const again = await chain.client.send(wire).catch((error: unknown) => error);
    expect(again).toBeInstanceOf(ChainRefusal);
    expect(again).toMatchObject({ code: RPC_ERRORS.preflightFailure, err: 'AlreadyProcessed' });
    await chain.slotsLater(3);
    expect(await chain.sql`SELECT count(*)::int AS n FROM chain.transactions`).toEqual([{ n: 1 }]);
  });

  it('lands two equal swaps with different memos in one slot', async () => {
    await using chain = await testChain();
    await chain.sql`UPDATE chain.settings SET hold_landings = true`;
    await chain.slotsLater(2);
    const { blockhash } = await chain.client.latestBlockhash();
    const swaps = await Promise.all(
      ['first:1', 'second:1'].map((memo) =>
        chain.swap({ from: SOL, to: USDC, amountIn: 900n * ONE_SOL, memo, blockhash, boundPercent: 50n }),
      ),
    );
    for (const { wire } of swaps) await chain.client.send(wire);
    await chain.slotsLater(3);
    expect((await chain.client.statuses(swaps.map((swap) => swap.signature))).statuses).toEqual([null, null]);
    await chain.sql`UPDATE chain.settings SET hold_landings = false`;
    const [first, second] = await Promise.all(swaps.map((swap) => chain.landed(swap.signature)));
    expect(first?.err).toBeNull();
    expect(second?.err).toBeNull();
    expect(first?.slot).toBe(second?.slot);
    // The second one met the price that the first had left.
    expect(BigInt(second?.execution?.legs[0]?.amountOut ?? 0)).toBeLessThan(
      BigInt(first?.execution?.legs[0]?.amountOut ?? 0),
    );
  });

  it('refuses every transaction with one byte flipped, and none of them lands', async () => {
    await using chain = await testChain();
    const { wire } = await chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: 'order:1' });
    const flips = Array.from(wire, (_, at) => {
      const flipped = wire.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      return flipped;
    });
    // A few at a time: on a busy machine hundreds at once outlast the client's patience.
    const results: PromiseSettledResult<unknown>[] = [];
    while (flips.length > 0)
      results.push(...(await Promise.allSettled(flips.splice(0, 20).map((flipped) => chain.client.send(flipped)))));
    expect(results).toHaveLength(wire.length);
    for (const result of results) {
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(ChainRefusal);
      const { code } = (result as PromiseRejectedResult).reason as ChainRefusal;
      expect([RPC_ERRORS.invalidParams, RPC_ERRORS.signatureVerification]).toContain(code);
    }
    await chain.slotsLater(3);
    expect(await chain.sql`SELECT count(*)::int AS n FROM chain.transactions`).toEqual([{ n: 0 }]);
  });

  it.each([
    { kind: 'raydium-cpmm', code: 6005 },
    { kind: 'raydium-clmm', code: 6018 },
    { kind: 'meteora-dlmm', code: 6003 },
    { kind: 'orca-whirlpool', code: 6036 },
    { kind: 'meteora-damm-v2', code: 6002 },
  ] as const)('lands as failed on $kind with $code when less than the bound would come out', async ({ kind, code }) => {
    await using chain = await testChain();
    await chain.sql`UPDATE chain.settings SET hold_landings = true`;
    await chain.slotsLater(2);
    const { blockhash } = await chain.client.latestBlockhash();
    // The whale before it in the same slot takes the price away.
    const on = { from: SOL, to: USDC, blockhash, kind };
    const whale = await chain.swap({ ...on, amountIn: 2_000n * ONE_SOL, memo: 'whale:1' });
    const small = await chain.swap({ ...on, amountIn: ONE_SOL, memo: 'small:1', boundPercent: 100n });
    await chain.client.send(whale.wire);
    await chain.client.send(small.wire);
    await chain.sql`UPDATE chain.settings SET hold_landings = false`;
    expect((await chain.landed(whale.signature)).err).toBeNull();
    const status = await chain.landed(small.signature);
    const place = decodeTransaction(small.wire).instructions.findIndex((instruction) => instruction.kind === 'swap');
    expect(status.err).toEqual({ InstructionError: [place, { Custom: code }] });
    expect(status.execution).toBeNull();
  });

  it('undoes the first leg when the second fails', async () => {
    await using chain = await testChain();
    await chain.sql`UPDATE chain.settings SET hold_landings = true`;
    await chain.slotsLater(2);
    const { blockhash } = await chain.client.latestBlockhash();
    const hop = await chain.swap({
      from: JUP,
      to: BONK,
      amountIn: 10n ** 9n,
      memo: 'hop:1',
      boundPercent: 99n,
      blockhash,
    });
    const second = hop.route.legs[1];
    if (second === undefined) throw new Error('the route should have two legs');
    const [between, out] = [SOL, USDC, USDT, BONK].filter((token) =>
      [second.mintIn, second.mintOut].includes(token.mint),
    );
    if (between === undefined || out === undefined) throw new Error('the tokens should be listed');
    const whale = await chain.swap({
      from: between,
      to: out,
      amountIn: between === SOL ? 1_500n * ONE_SOL : 150_000_000_000n,
      memo: 'whale:1',
      blockhash,
    });
    await chain.client.send(whale.wire);
    await chain.client.send(hop.wire);
    await chain.sql`UPDATE chain.settings SET hold_landings = false`;
    expect((await chain.landed(whale.signature)).err).toBeNull();
    const status = await chain.landed(hop.signature);
    expect(status.err).not.toBeNull();
    const touched = await chain.sql<{ pool: string }[]>`SELECT pool FROM chain.pools`;
    expect(touched.map((row) => row.pool).sort()).toEqual(whale.route.legs.map((leg) => leg.pool).sort());
  });

  it('forgets what waits longer than its blockhash lives, and says so in one answer', async () => {
    await using chain = await testChain({ slotTimeMs: 20 });
    await chain.sql`UPDATE chain.settings SET hold_landings = true`;
    await chain.slotsLater(2);
    const { blockhash, lastValidBlockHeight } = await chain.client.latestBlockhash();
    const { wire, signature } = await chain.swap({
      from: SOL,
      to: USDC,
      amountIn: ONE_SOL,
      memo: 'order:1',
      blockhash,
    });
    await chain.client.send(wire);
    await chain.slotsLater(BLOCKHASH_VALID_SLOTS + 2);
    await chain.sql`UPDATE chain.settings SET hold_landings = false`;
    await chain.slotsLater(5);
    const { statuses, blockHeight } = await chain.client.statuses([signature]);
    expect(statuses).toEqual([null]);
    expect(blockHeight).toBeGreaterThan(lastValidBlockHeight);
    const refusal = await chain.client.send(wire).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: RPC_ERRORS.preflightFailure, err: 'BlockhashNotFound' });
  });

  it('keeps statuses over a restart, and the market with them', async () => {
    await using chain = await testChain();
    const { wire, signature } = await chain.swap({ from: SOL, to: USDC, amountIn: 500n * ONE_SOL, memo: 'order:1' });
    await chain.client.send(wire);
    const before = await chain.landed(signature);
    await chain.restart();
    await chain.slotsLater(2);
    expect(await chain.landed(signature)).toEqual(before);
    const again = await chain.client.send(wire).catch((error: unknown) => error);
    expect(again).toMatchObject({ err: 'AlreadyProcessed' });
  });

  it('lands what it lost the answer of, and nothing of a request that it lost', async () => {
    await using chain = await testChain();
    const first = await chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: 'answer-lost:1' });
    await chain.sql`UPDATE chain.settings SET lose_answer_rate = 1`;
    await chain.slotsLater(2);
    await expect(chain.client.send(first.wire)).rejects.toBeInstanceOf(ChainUnreachable);
    expect((await chain.landed(first.signature)).err).toBeNull();

    const second = await chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: 'request-lost:1' });
    await chain.sql`UPDATE chain.settings SET lose_answer_rate = 0, lose_request_rate = 1`;
    await chain.slotsLater(2);
    await expect(chain.client.send(second.wire)).rejects.toBeInstanceOf(ChainUnreachable);
    await chain.slotsLater(3);
    expect((await chain.client.statuses([second.signature])).statuses).toEqual([null]);
    await chain.sql`UPDATE chain.settings SET lose_request_rate = 0`;
    await chain.slotsLater(2);
    await chain.client.send(second.wire);
    expect((await chain.landed(second.signature)).err).toBeNull();
  });

  it('tells subscribers what landed in a slot, as its statuses say', async () => {
    await using chain = await testChain();
    const logger = createLogger({ name: 'test', level: 'silent', format: 'json' });
    const feed = createSlotFeed({ url: chain.url, token: TEST_RPC_TOKEN, silentMs: 60_000, logger });
    try {
      const told = new Map<string, unknown>();
      feed.onSlot(({ slot, landed }) => {
        for (const { signature, ...status } of landed) told.set(signature, { at: slot, status });
      });
      await expect.poll(() => feed.heardAt(), { timeout: 10_000 }).toBeGreaterThan(0);
      await chain.sql`UPDATE chain.settings SET hold_landings = true`;
      await chain.slotsLater(2);
      // The second lands with an error: the first takes the price away.
      const swaps = [
        await chain.swap({ from: SOL, to: USDC, amountIn: 2_000n * ONE_SOL, memo: 'whale:1', kind: 'raydium-cpmm' }),
        await chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: 'small:1', kind: 'raydium-cpmm' }),
      ];
      for (const { wire } of swaps) await chain.client.send(wire);
      await chain.sql`UPDATE chain.settings SET hold_landings = false`;
      const errors = [];
      for (const { signature } of swaps) {
        const status = await chain.landed(signature);
        await expect.poll(() => told.get(signature), { timeout: 10_000 }).toEqual({ at: status.slot, status });
        errors.push(status.err);
      }
      expect(errors).toEqual([null, expect.anything()]);
    } finally {
      feed.close();
    }
  });

  it('delays landings as it is told', async () => {
    await using chain = await testChain();
    await chain.sql`UPDATE chain.settings SET delay_rate = 1, delay_slots = 12`;
    await chain.slotsLater(2);
    const { wire, signature } = await chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: 'late:1' });
    const sentAt = await chain.client.blockHeight();
    await chain.client.send(wire);
    expect((await chain.landed(signature)).slot).toBeGreaterThanOrEqual(sentAt + 12);
  });

  it('never shows a height beyond a landing that its statuses lack', async () => {
    await using chain = await testChain();
    const store = createChainStore(chain.sql);
    const seen = new Map<string, { unknownAt: number }>();
    const swaps = [];
    for (let i = 0; i < 10; i++) {
      const swap = await chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: `order-${i}:1` });
      swaps.push(swap);
      await chain.client.send(swap.wire);
      for (let ask = 0; ask < 10; ask++) {
        const { context, value } = await store.statuses(swaps.map((one) => one.signature));
        for (const [at, status] of value.entries()) {
          const { signature } = swaps[at] ?? { signature: '' };
          if (status === null) seen.set(signature, { unknownAt: context.blockHeight });
          else expect(status.slot).toBeGreaterThan(seen.get(signature)?.unknownAt ?? -1);
        }
      }
    }
    for (const swap of swaps) {
      const status = await chain.landed(swap.signature);
      expect(status.slot).toBeGreaterThan(seen.get(swap.signature)?.unknownAt ?? -1);
    }
  });
});
