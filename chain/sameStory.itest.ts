import { describe, expect, it } from 'vitest';
import { bestRoute } from '../core/routing/bestRoute.ts';
import { BONK, JUP } from '../core/testing/usualListing.ts';
import { SOL, USDC } from '../core/tokens/token.ts';
import { compileSwap } from '../core/transaction/compileSwap.ts';
import { wireTransaction } from '../core/transaction/wire.ts';
import { createLogger } from '../runtime/logger.ts';
import { createPaperWallets } from '../runtime/paperWallet.ts';
import { acceptTransaction } from './acceptTransaction.ts';
import { createChainNode } from './chainNode.ts';
import { createChainStore } from './chainStore.ts';
import { migrateChain } from './migrate.ts';
import { emptyDatabase } from './testing/emptyDatabase.ts';
import { FAULTLESS, testChain } from './testing/testChain.ts';

const SEED = 'one story';
const logger = createLogger({ name: 'chain', level: 'error', format: 'json' });
const wallets = createPaperWallets({ secret: 'the secret of wallets that exist in tests only' });

/** The trades of the story: in which slot, and what for what. Some meet a pool on its way back, one a pool at rest again. */
const STORY = [
  { slot: 100, from: SOL, to: USDC, amountIn: 900n * 10n ** 9n },
  { slot: 101, from: USDC, to: SOL, amountIn: 30_000_000_000n },
  { slot: 101, from: SOL, to: USDC, amountIn: 10n ** 9n },
  { slot: 108, from: JUP, to: BONK, amountIn: 5_000_000_000n },
  { slot: 115, from: SOL, to: USDC, amountIn: 400n * 10n ** 9n },
  { slot: 150, from: USDC, to: SOL, amountIn: 90_000_000_000n },
] as const;

/** Plays the story on a database of its own, slot by slot. With `restarts`, by another process for each slot. */
async function play(opts: { restarts: boolean }) {
  await using database = await emptyDatabase();
  await migrateChain({ ownerSql: database.sql, seed: SEED, initial: FAULTLESS });
  const store = createChainStore(database.sql);
  const start = () => createChainNode({ store, logger });
  let node = await start();
  const markets = [];
  for (const slot of [99, ...new Set(STORY.map((trade) => trade.slot)), 151, 170]) {
    for (const [at, { from, to, amountIn, ...trade }] of STORY.entries()) {
      if (trade.slot !== slot) continue;
      const { pools, clock } = node.market();
      const decision = bestRoute({ pools, clock, mintIn: from.mint, mintOut: to.mint, amountIn });
      if (decision.kind !== 'route') throw new Error(decision.message);
      const wallet = wallets.walletAddress('trader');
      const blockhash = node.blockhashes.at(node.headSlot());
      const minOut = decision.route.amountOut / 2n;
      const memo = `order-${at}:1`;
      const { message } = await compileSwap({ route: decision.route, minOut, pools, wallet, memo, blockhash });
      const signature = wallets.signMessage({ traderId: 'trader', wallet, message });
      acceptTransaction({ node, wire: wireTransaction({ message, signature }), receivedAt: 0, delaySlots: () => 0 });
    }
    expect((await node.makeSlot(slot)).slot).toBe(slot);
    if (opts.restarts) node = await start();
    // The version names the chain; what is listed is the same.
    const { listingVersion, ...made } = node.market();
    markets.push(made);
  }
  const landed = await database.sql`
    SELECT slot, position, memo, err, execution FROM chain.transactions ORDER BY slot, position`;
  return { markets, landed: [...landed] };
}

describe('the same seed, slots and trades', () => {
  it('make the same market in two databases, with a new process in each slot or one for all', async () => {
    const [first, second] = [await play({ restarts: false }), await play({ restarts: true })];
    expect(first.landed).toHaveLength(STORY.length);
    for (const row of first.landed) expect(row.err).toBeNull();
    expect(second).toEqual(first);
  });

  it('refuses another seed than the one it began with', async () => {
    await using chain = await testChain({ seed: SEED });
    const initial = FAULTLESS;
    await migrateChain({ ownerSql: chain.sql, initial });
    await migrateChain({ ownerSql: chain.sql, initial, seed: SEED });
    await expect(migrateChain({ ownerSql: chain.sql, initial, seed: 'another' })).rejects.toThrow(/MARKET_SEED/);
  });

  it('tells deltas from any slot it was asked about, and the whole market from others', async () => {
    await using chain = await testChain({ seed: SEED });
    const whole = await chain.client.pools();
    expect(whole.since).toBeNull();
    await chain.slotsLater(1);
    const delta = await chain.client.pools(whole.slot);
    expect(delta.since).toBe(whole.slot);
    expect(JSON.stringify(delta).length).toBeLessThan(JSON.stringify(whole).length / 2);
    expect((await chain.client.pools(whole.slot + 1_000_000)).since).toBeNull();
  });
});

describe('the role of the chain', () => {
  it('may neither rewrite what landed nor see what is not its own', async () => {
    await using chain = await testChain({ seed: SEED });
    await chain.sql`CREATE TABLE public.of_the_engine (id int)`;
    const attempts = [
      'DELETE FROM chain.transactions',
      'UPDATE chain.transactions SET slot = 0',
      'UPDATE chain.settings SET hold_landings = true',
      'UPDATE chain.genesis SET seed = $$x$$',
      'DELETE FROM chain.head',
      'SELECT * FROM public.of_the_engine',
      'CREATE TABLE chain.more (id int)',
    ];
    for (const attempt of attempts) {
      const asChain = chain.sql.begin(async (tx) => {
        await tx.unsafe('SET LOCAL ROLE chain_app');
        await tx.unsafe(attempt);
      });
      await expect(asChain, attempt).rejects.toMatchObject({ code: '42501' });
    }
  });
});
