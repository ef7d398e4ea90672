import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import {
  type AddressSignature,
  type AddressSignaturesRequest,
  type Execution,
  execution,
  type SignatureStatus,
  type SignatureStatuses,
  type TransactionError,
  transactionError,
} from '../core/chain/chainApi.ts';
import { BLOCKHASH_VALID_SLOTS } from '../core/chain/slot.ts';
import type { PoolAddress } from '../core/pools/all/pool.ts';
import { base58Encode } from '../core/transaction/base58.ts';
import type { FaultSettings } from './faults.ts';
import { landedStatus } from './landedStatus.ts';
import type { ListingRow } from './market/chainListing.ts';
import type { MarketSettings } from './market/marketSettings.ts';
import type { TradedRow } from './market/tradedState.ts';

export type Genesis = { readonly hash: Uint8Array; readonly seed: string; readonly unixMs: number };

/** The state of the chain after a slot, sufficient to make the next one. */
export type ChainState = {
  readonly rows: Map<PoolAddress, TradedRow>;
  /** Signatures that landed while their blockhash may still be valid, with their slots, ascending. */
  readonly landed: Map<string, number>;
};

export type LandedTransaction = {
  readonly signature: string;
  readonly wallet: string;
  readonly memo: string | undefined;
  readonly err: TransactionError | null;
  readonly execution: Execution | null;
  readonly receivedAt: number;
};

export type HeadRow = {
  readonly slot: number;
  readonly listingChange: number;
  readonly settings: FaultSettings & MarketSettings;
  /** As chain.head_now says it. */
  readonly asRead: Readonly<Record<string, unknown>>;
};

/** Integers of Postgres come as text: slots and milliseconds are far below 2^53. */
const integer = z.coerce.number().int();

const headNow = z
  .object({
    slot: integer,
    listing_change: integer,
    lose_request_rate: z.number(),
    lose_answer_rate: z.number(),
    delay_rate: z.number(),
    delay_slots: z.number(),
    hold_landings: z.boolean(),
    volatility_percent: z.number(),
    venue_spread_percent: z.number(),
    depth_percent: z.number(),
  })
  .transform(
    (row): Omit<HeadRow, 'asRead'> => ({
      slot: row.slot,
      listingChange: row.listing_change,
      settings: {
        loseRequestRate: row.lose_request_rate,
        loseAnswerRate: row.lose_answer_rate,
        delayRate: row.delay_rate,
        delaySlots: row.delay_slots,
        holdLandings: row.hold_landings,
        volatilityPercent: row.volatility_percent,
        venueSpreadPercent: row.venue_spread_percent,
        depthPercent: row.depth_percent,
      },
    }),
  );

function headOf([row]: readonly { now: Record<string, unknown> }[]): HeadRow {
  if (row === undefined) throw new Error('the chain has no head');
  return { ...headNow.parse(row.now), asRead: row.now };
}

const statusRow = z.object({
  head: integer,
  genesis: z.instanceof(Uint8Array),
  signature: z.string().nullable(),
  slot: integer,
  err: transactionError.nullable(),
  execution: execution.nullable(),
  received_at: integer,
  landed_at: integer,
});

const addressRow = z.object({
  signature: z.string(),
  slot: integer,
  err: transactionError.nullable(),
  memo: z.string().nullable(),
  landed_at: integer,
});

const poolRow = z.object({ pool: z.string(), slot: integer, state: z.record(z.string(), z.unknown()) });

const listingRow = z.object({
  address: z.string(),
  kind: z.string(),
  listed: z.unknown(),
  simulation: z.unknown(),
  opened_slot: integer,
  closed_slot: integer.nullable(),
  change: integer,
});

/** Writes rows of the listing: inserts new ones; for known ones updates the slots of opening and closing and the last change. */
export async function writeListing(tx: TransactionSql, rows: readonly ListingRow[]): Promise<void> {
  await tx`
    INSERT INTO chain.listing (address, kind, listed, simulation, opened_slot, closed_slot, change)
    SELECT l.address, l.kind, l.listed, l.simulation, l."openedSlot", l."closedSlot", l.change
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS l (
        address text, kind text, listed jsonb, simulation jsonb, "openedSlot" bigint, "closedSlot" bigint, change bigint
      )
    ON CONFLICT (address) DO UPDATE
      SET opened_slot = excluded.opened_slot, closed_slot = excluded.closed_slot, change = excluded.change`;
}

export type ChainStore = ReturnType<typeof createChainStore>;

/** The chain's tables, on connections of the role chain_app. */
export function createChainStore(sql: Sql) {
  return {
    async genesis(): Promise<Genesis> {
      const [row] = await sql<{ hash: Buffer; seed: string; unix_ms: string }[]>`
        SELECT hash, seed, unix_ms FROM chain.genesis`;
      if (row === undefined) throw new Error('the chain has no genesis');
      return { hash: row.hash, seed: row.seed, unixMs: Number(row.unix_ms) };
    },

    /** Current head and settings, without locking. */
    async head(): Promise<HeadRow> {
      return headOf(await sql<{ now: Record<string, unknown> }[]>`SELECT now FROM chain.head_now`);
    },

    /** One transaction around what is done with the head locked. */
    slot<T>(make: (tx: TransactionSql) => Promise<T>): Promise<T> {
      return sql.begin(make) as Promise<T>;
    },

    /**
     * Locks the head row until the transaction ends; other processes that make slots wait. Only a statement after the lock sees changes made
     * while this call waited.
     */
    async lockHead(tx: TransactionSql): Promise<HeadRow> {
      await tx`SELECT FROM chain.head FOR UPDATE`;
      return headOf(await tx<{ now: Record<string, unknown> }[]>`SELECT now FROM chain.head_now`);
    },

    /** Open and withdrawn entries, in the order of the listing. */
    async listing(tx: TransactionSql): Promise<readonly ListingRow[]> {
      const rows = await tx`
        SELECT address, kind, listed, simulation, opened_slot, closed_slot, change FROM chain.listing ORDER BY place`;
      return rows.map((raw) => {
        const { opened_slot: openedSlot, closed_slot: closedSlot, ...row } = listingRow.parse(raw);
        return { ...row, openedSlot, closedSlot };
      });
    },

    /** The state after the head's slot. */
    async state(tx: TransactionSql, slot: number): Promise<ChainState> {
      const pools = await tx`SELECT pool, slot, state FROM chain.pools`;
      const landed = await tx<{ signature: string; slot: string }[]>`
        SELECT signature, slot FROM chain.transactions WHERE slot >= ${slot - BLOCKHASH_VALID_SLOTS} ORDER BY slot`;
      return {
        rows: new Map(
          pools.map((raw): [PoolAddress, TradedRow] => {
            const row = poolRow.parse(raw);
            const pool = row.pool as PoolAddress;
            return [pool, { ...row, pool }];
          }),
        ),
        landed: new Map(landed.map((row) => [row.signature, Number(row.slot)])),
      };
    },

    /**
     * Writes a slot in one statement: the head, what landed in order, and each touched pool once. By itself it writes nothing, and resolves with
     * false, when head, settings or listing are not as in `known` any more. In `tx`, which has the head locked, it needs no `known`. Raises
     * unique_violation when a signature has landed before; then nothing is written either.
     */
    async commitSlot(
      slot: {
        readonly known: HeadRow | undefined;
        readonly slot: number;
        readonly landedAt: number;
        readonly landed: readonly LandedTransaction[];
        readonly rows: readonly TradedRow[];
      },
      tx: Sql | TransactionSql = sql,
    ): Promise<boolean> {
      // One parameter of JSON each: the driver serialises arrays only after asking the server for its types, on every connection.
      const touched = JSON.stringify(slot.rows.map(({ pool, state }) => ({ pool, state })));
      const landed = JSON.stringify(slot.landed.map((one, position) => ({ ...one, position })));
      const [row] = await tx<{ written: boolean }[]>`
        SELECT chain.commit_slot(${slot.known === undefined ? null : JSON.stringify(slot.known.asRead)}::text::jsonb, ${slot.slot}, ${slot.landedAt},
          ${slot.landed.length === 0 ? null : landed}::text::jsonb, ${touched}::text::jsonb) AS written`;
      return row?.written === true;
    },

    /** Statuses with slot, height and genesis, all read by one statement, so that they show one moment of one chain. */
    async statuses(signatures: readonly string[]): Promise<SignatureStatuses> {
      const rows = await sql`
        SELECT h.slot AS head, g.hash AS genesis, t.signature, t.slot, t.err, t.execution, t.received_at, t.landed_at
        FROM chain.head h CROSS JOIN chain.genesis g LEFT JOIN chain.transactions t
          ON t.signature = ANY (ARRAY (SELECT jsonb_array_elements_text(${JSON.stringify(signatures)}::text::jsonb)))`;
      const found = new Map<string, SignatureStatus>();
      let head = 0;
      let genesisHash = '';
      for (const raw of rows) {
        const row = statusRow.parse(raw);
        head = row.head;
        genesisHash = base58Encode(row.genesis);
        if (row.signature === null) continue;
        found.set(row.signature, landedStatus({ ...row, receivedAt: row.received_at, landedAt: row.landed_at }));
      }
      return {
        context: { slot: head, blockHeight: head, genesisHash },
        value: signatures.map((signature) => found.get(signature) ?? null),
      };
    },

    /** The landed transactions of this fee payer, newest first. */
    async signaturesOf(wallet: string, request: AddressSignaturesRequest): Promise<readonly AddressSignature[]> {
      const { limit = 1_000, before, until } = request;
      const rows = await sql`
        SELECT t.signature, t.slot, t.err, t.memo, t.landed_at FROM chain.transactions t
         WHERE t.wallet = ${wallet}
           ${before === undefined ? sql`` : sql`AND (t.slot, t.position) < (SELECT b.slot, b.position FROM chain.transactions b WHERE b.signature = ${before})`}
           ${until === undefined ? sql`` : sql`AND coalesce((t.slot, t.position) > (SELECT u.slot, u.position FROM chain.transactions u WHERE u.signature = ${until}), true)`}
         ORDER BY t.slot DESC, t.position DESC LIMIT ${limit}`;
      return rows.map((raw) => {
        const row = addressRow.parse(raw);
        return {
          signature: row.signature,
          slot: row.slot,
          err: row.err,
          memo: row.memo === null ? null : `[${Buffer.byteLength(row.memo)}] ${row.memo}`,
          blockTime: Math.floor(row.landed_at / 1_000),
          confirmationStatus: 'finalized',
        };
      });
    },
  };
}
