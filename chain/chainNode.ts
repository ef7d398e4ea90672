import type { TransactionSql } from 'postgres';
import { BLOCKHASH_VALID_SLOTS, chainSecondsAt } from '../core/chain/slot.ts';
import { learnListing } from '../core/market/listing.ts';
import { type Market, nearPrice } from '../core/market/snapshot.ts';
import type { Pool, PoolAddress } from '../core/pools/all/pool.ts';
import { base58Encode } from '../core/transaction/base58.ts';
import type { Logger } from '../runtime/logger.ts';
import { type Blockhashes, createBlockhashes } from './blockhash.ts';
import {
  type ChainState,
  type ChainStore,
  type Genesis,
  type HeadRow,
  type LandedTransaction,
  writeListing,
} from './chainStore.ts';
import { executeTransaction } from './execute.ts';
import type { FaultSettings } from './faults.ts';
import { knownPriceAccounts } from './knownPriceAccounts.ts';
import { type ChainListing, chainListingOf, type ListingRow } from './market/chainListing.ts';
import { createMarketModel, type MarketModel } from './market/marketModel.ts';
import type { MarketSettings } from './market/marketSettings.ts';
import type { TradedRow } from './market/tradedState.ts';
import { createMempool, type Mempool, type Waiting } from './mempool.ts';

export type ChainNode = {
  readonly genesis: Genesis;
  readonly blockhashes: Blockhashes;
  readonly mempool: Mempool;
  /** The latest slot that this process knows to be committed. */
  headSlot(): number;
  settings(): FaultSettings & MarketSettings;
  /** The settings, read again when the last reading is too old: whoever steers the chain by SQL sees it obey at once. */
  currentSettings(): Promise<FaultSettings & MarketSettings>;
  model(): MarketModel;
  /** True when a signature has landed while its blockhash may still be valid. */
  hasLanded(signature: string): boolean;
  /** The market at the head. The same object until the next slot. */
  market(): Market;
  /** Changes the listing between two slots: `change` gives the rows to write. Resolves with them; throws what `change` throws, then nothing is written. */
  changeListing(
    change: (now: { readonly rows: readonly ListingRow[]; readonly slot: number }) => readonly ListingRow[],
  ): Promise<readonly ListingRow[]>;
  /** Makes one slot: locks the head, lands what is due, commits. Resolves with the slot. */
  makeSlot(wallSlot: number): Promise<number>;
};

/** How old settings may be when a sending request meets them, milliseconds. A busy chain reads them with every slot, more often than that. */
const SETTINGS_AGE_MS = 10;

type Slot = {
  readonly slot: number;
  readonly landed: readonly LandedTransaction[];
  readonly rows: readonly TradedRow[];
};

/**
 * The chain in memory: the head, the market's traded rows and the signatures landed lately, as the last slot of this process left them.
 * Another process may have made slots meanwhile (one that was frozen and woke up): then the head is elsewhere when it is locked, and
 * everything is read again before anything lands.
 */
export async function createChainNode(opts: {
  readonly store: ChainStore;
  readonly logger: Logger;
}): Promise<ChainNode> {
  const { store, logger } = opts;
  const genesis = await store.genesis();
  const blockhashes = createBlockhashes(genesis.hash);
  const mempool = createMempool();
  async function readListing(tx: TransactionSql): Promise<ChainListing> {
    return chainListingOf({ genesisHash: base58Encode(genesis.hash), rows: await store.listing(tx) });
  }
  const first = await store.slot(async (tx) => {
    const locked = await store.lockHead(tx);
    return { ...locked, state: await store.state(tx, locked.slot), listing: await readListing(tx) };
  });
  let { slot: head, settings, state, listing, listingChange } = first;
  let model = createMarketModel({ seed: genesis.seed, settings, listing });
  let priceAccountIndex = await knownPriceAccounts(model);
  /** False when the state has to be read again before the next slot. */
  let current = true;
  let market: Market | undefined;
  let settingsReadAt = performance.now();
  let reading: Promise<void> | undefined;

  function takeSettings(next: FaultSettings & MarketSettings): void {
    settingsReadAt = performance.now();
    const livelier =
      next.volatilityPercent !== settings.volatilityPercent ||
      next.venueSpreadPercent !== settings.venueSpreadPercent ||
      next.depthPercent !== settings.depthPercent;
    settings = next;
    if (livelier) model = createMarketModel({ seed: genesis.seed, settings, listing });
  }

  /** Takes the listing when another change was made to it: what is opened trades from this slot on, what is withdrawn no more. */
  async function takeListing(tx: TransactionSql, change: number): Promise<void> {
    if (change === listingChange) return;
    const next = await readListing(tx);
    const nextModel = createMarketModel({ seed: genesis.seed, settings, listing: next });
    priceAccountIndex = await knownPriceAccounts(nextModel);
    [listing, listingChange, model, market] = [next, change, nextModel, undefined];
    learnListing(next.update);
    logger.info({ listing: next.version }, 'the listing changed');
  }

  function poolsOf(slot: number, rows: ReadonlyMap<PoolAddress, TradedRow>) {
    const touched = new Map<PoolAddress, Pool>();
    return {
      touched,
      get: (pool: PoolAddress) => touched.get(pool) ?? model.poolAt({ pool, slot, row: rows.get(pool) }),
      set: (pool: PoolAddress, next: Pool) => void touched.set(pool, next),
    };
  }

  /** Takes out of the mempool what can't land any more, and gives what lands in this slot. */
  function takeDue(slot: number, landed: ReadonlyMap<string, number>): readonly Waiting[] {
    const due: Waiting[] = [];
    for (const one of mempool.due(Number.MAX_SAFE_INTEGER)) {
      const { signature } = one.transaction;
      if (landed.has(signature) || slot - one.blockhashSlot > BLOCKHASH_VALID_SLOTS) mempool.remove(signature);
      else if (one.dueSlot <= slot && !settings.holdLandings) due.push(one);
    }
    return due;
  }

  function land(slot: number, known: ChainState): Slot {
    const pools = poolsOf(slot, known.rows);
    const clock = { unixSeconds: chainSecondsAt(slot) };
    const landed = takeDue(slot, known.landed).map(({ transaction, receivedAt }): LandedTransaction => {
      const outcome = executeTransaction({ transaction, pools, clock, priceAccountIndex });
      return {
        signature: transaction.signature,
        wallet: transaction.feePayer,
        memo: transaction.memo,
        ...outcome,
        receivedAt,
      };
    });
    return { slot, landed, rows: [...pools.touched.values()].map((pool) => model.tradedRow(pool, slot)) };
  }

  async function makeInTransaction(tx: TransactionSql, wallSlot: number): Promise<{ made: Slot; known: ChainState }> {
    const locked: HeadRow = await store.lockHead(tx);
    takeSettings(locked.settings);
    await takeListing(tx, locked.listingChange);
    const known = current && locked.slot === head ? state : await store.state(tx, locked.slot);
    const made = land(Math.max(locked.slot + 1, wallSlot), known);
    await store.commitSlot(tx, { ...made, landedAt: Date.now() });
    return { made, known };
  }

  function remember({ slot, landed, rows }: Slot, known: ChainState): void {
    for (const row of rows) known.rows.set(row.pool, row);
    for (const { signature } of landed) {
      known.landed.set(signature, slot);
      mempool.remove(signature);
    }
    for (const [signature, landedSlot] of known.landed) {
      // In order of slot: the first one that is still needed ends the search.
      if (slot - landedSlot <= BLOCKHASH_VALID_SLOTS) break;
      known.landed.delete(signature);
    }
    state = known;
    current = true;
    head = slot;
    market = undefined;
  }

  learnListing(listing.update);
  return {
    genesis,
    blockhashes,
    mempool,
    headSlot: () => head,
    settings: () => settings,
    async currentSettings() {
      if (performance.now() - settingsReadAt > SETTINGS_AGE_MS) {
        reading ??= store
          .head()
          .then((read) => takeSettings(read.settings))
          .finally(() => {
            reading = undefined;
          });
        await reading;
      }
      return settings;
    },
    model: () => model,
    hasLanded: (signature) => state.landed.has(signature),
    market() {
      if (market === undefined) {
        const pools = poolsOf(head, state.rows);
        market = {
          slot: head,
          clock: { unixSeconds: chainSecondsAt(head) },
          listingVersion: listing.version,
          pools: listing.pools.flatMap(({ listed, isOpen }) => (isOpen ? nearPrice(pools.get(listed.address)) : [])),
        };
      }
      return market;
    },
    changeListing: (change) =>
      store.slot(async (tx) => {
        const { slot } = await store.lockHead(tx);
        const changed = change({ rows: await store.listing(tx), slot });
        await writeListing(tx, changed);
        return changed;
      }),
    async makeSlot(wallSlot) {
      try {
        const { made, known } = await store.slot((tx) => makeInTransaction(tx, wallSlot));
        remember(made, known);
        if (made.landed.length > 0) logger.debug({ slot: made.slot, landed: made.landed.length }, 'slot');
        return made.slot;
      } catch (error) {
        // Whether it was committed is not known: the next slot reads everything again.
        current = false;
        throw error;
      }
    },
  };
}
