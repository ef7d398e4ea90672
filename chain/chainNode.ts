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
  /** The latest slot that this process knows is committed. */
  headSlot(): number;
  settings(): FaultSettings & MarketSettings;
  /** The settings, read again when they are too old, so that a change by SQL takes effect at once. */
  currentSettings(): Promise<FaultSettings & MarketSettings>;
  model(): MarketModel;
  /** True when a signature has landed while its blockhash may still be valid. */
  hasLanded(signature: string): boolean;
  /** The market at the head. The same object until the next slot. */
  market(): Market;
  /**
   * Changes the listing between two slots: `change` returns the rows to write. Resolves with them. If `change` throws, nothing is written and the
   * error passes on.
   */
  changeListing(
    change: (now: { readonly rows: readonly ListingRow[]; readonly slot: number }) => readonly ListingRow[],
  ): Promise<readonly ListingRow[]>;
  /** Makes one slot: lands what is due and commits. */
  makeSlot(wallSlot: number): Promise<MadeSlot>;
};

/** A slot and what landed in it; `landedAt` in Unix milliseconds. */
export type MadeSlot = {
  readonly slot: number;
  readonly landedAt: number;
  readonly landed: readonly LandedTransaction[];
};

/** Maximum age of the settings for a request that sends transactions, milliseconds. A busy chain reads them more often, with every slot. */
const SETTINGS_AGE_MS = 10;

type Slot = MadeSlot & { readonly rows: readonly TradedRow[] };

/**
 * The chain in memory: the head, the market's traded rows and recently landed signatures, as of this process's last slot. Another process (one
 * that was frozen and resumed) may have made slots meanwhile. Then the head differs: nothing is written, and everything is read again with the
 * head locked before a transaction lands.
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
  /** The head as the last slot of this process left it. */
  let known: HeadRow = first;
  let model = createMarketModel({ seed: genesis.seed, settings, listing });
  let priceAccountIndex = await knownPriceAccounts(model);
  /** False when the state must be read again before the next slot. */
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

  /** Applies a changed listing: opened tokens and pools trade from this slot on, withdrawn ones no longer. */
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

  /** Removes transactions that can't land any more from the mempool, and returns those that land in this slot. */
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
    const rows = [...pools.touched.values()].map((pool) => model.tradedRow(pool, slot));
    return { slot, landedAt: Date.now(), landed, rows };
  }

  type Made = { readonly made: Slot; readonly before: ChainState };

  /** Makes a slot by one statement on what is known here; undefined, and nothing written, when somebody has changed something. */
  async function makeOnKnown(wallSlot: number): Promise<Made | undefined> {
    if (!current) return undefined;
    // What is compared in the commit is what the slot is made with.
    if (settings !== known.settings) takeSettings(known.settings);
    const made = land(Math.max(head + 1, wallSlot), state);
    const written = await store.commitSlot({ ...made, known });
    if (written) settingsReadAt = performance.now();
    return written ? { made, before: state } : undefined;
  }

  async function makeLocked(tx: TransactionSql, wallSlot: number): Promise<Made> {
    const locked = await store.lockHead(tx);
    takeSettings(locked.settings);
    await takeListing(tx, locked.listingChange);
    const before = current && locked.slot === head ? state : await store.state(tx, locked.slot);
    const made = land(Math.max(locked.slot + 1, wallSlot), before);
    await store.commitSlot({ ...made, known: undefined }, tx);
    known = locked;
    return { made, before };
  }

  function remember({ made: { slot, landed, rows }, before }: Made): void {
    for (const row of rows) before.rows.set(row.pool, row);
    for (const { signature } of landed) {
      before.landed.set(signature, slot);
      mempool.remove(signature);
    }
    for (const [signature, landedSlot] of before.landed) {
      // In order of slot, so the search ends at the first one that is still needed.
      if (slot - landedSlot <= BLOCKHASH_VALID_SLOTS) break;
      before.landed.delete(signature);
    }
    state = before;
    known = { ...known, slot, asRead: { ...known.asRead, slot } };
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
        const done = (await makeOnKnown(wallSlot)) ?? (await store.slot((tx) => makeLocked(tx, wallSlot)));
        const { made } = done;
        remember(done);
        if (made.landed.length > 0) logger.debug({ slot: made.slot, landed: made.landed.length }, 'slot');
        return made;
      } catch (error) {
        // It is unknown whether the slot was committed, so the next slot reads everything again.
        current = false;
        throw error;
      }
    },
  };
}
