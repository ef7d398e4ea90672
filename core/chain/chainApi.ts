import { z } from 'zod';
import { CANDLE_INTERVALS } from '../market/candle.ts';
import { candle, indexPrices } from '../market/candleSchema.ts';
import { listingUpdate } from '../market/listingSchema.ts';
import { chainSnapshot } from '../market/snapshotSchema.ts';
import { legFields } from './legFields.ts';

/**
 * The chain's API: JSON-RPC 2.0 over HTTP POST, single or batched. Solana's own methods have Solana's names and shapes (additional fields are
 * marked); the other methods carry the market. Amounts are decimal strings of base units; slots and heights are numbers, and block height equals
 * slot.
 */
const count = z.number().int().min(0);

/** Solana's TransactionError in JSON: a name, or a name with details. A venue's refusal is `{ InstructionError: [index, { Custom: 6005 }] }`. */
export const transactionError = z.union([
  z.string(),
  z.strictObject({
    InstructionError: z.tuple([count, z.union([z.string(), z.strictObject({ Custom: count })])]),
  }),
]);
export type TransactionError = z.infer<typeof transactionError>;

/** One leg as it was executed. */
const executedLeg = z.strictObject(legFields);
export type ExecutedLegWire = z.infer<typeof executedLeg>;

/** The effect of a landed transaction on its wallet: `legs` in order, and their net amounts (see core/chain/execution.ts). */
export const execution = z.strictObject({ legs: z.array(executedLeg).min(1) });
export type Execution = z.infer<typeof execution>;

const signatureStatus = z.strictObject({
  slot: count,
  confirmations: z.null(),
  err: transactionError.nullable(),
  status: z.union([z.strictObject({ Ok: z.null() }), z.strictObject({ Err: transactionError })]),
  /** A landed transaction of this chain is never rolled back. */
  confirmationStatus: z.literal('finalized'),
  /** Beyond Solana's shape: null exactly when `err` is set. */
  execution: execution.nullable(),
  /** Beyond Solana's shape, for measurements: wall-clock milliseconds when the bytes first arrived and when the slot was committed. */
  receivedAt: count,
  landedAt: count,
});
export type SignatureStatus = z.infer<typeof signatureStatus>;

/**
 * Statuses in the order requested, null for a signature that has not landed, with slot and block height read in the same statement. Null with a
 * height above the last valid one means that the transaction can never land on the chain of `genesisHash`. (`blockHeight` and `genesisHash` are
 * beyond Solana's shape.)
 */
const signatureStatuses = z.strictObject({
  context: z.strictObject({ slot: count, blockHeight: count, genesisHash: z.string() }),
  value: z.array(signatureStatus.nullable()),
});
export type SignatureStatuses = z.infer<typeof signatureStatuses>;

/** What `slotSubscribe` tells of a committed slot. `genesisHash` and `landed`, the transactions that landed in it, are beyond Solana's shape. */
export const slotNotification = z.looseObject({
  method: z.literal('slotNotification'),
  params: z.looseObject({
    result: z.looseObject({
      slot: count,
      genesisHash: z.string(),
      landed: z.array(signatureStatus.extend({ signature: z.string() })),
    }),
  }),
});
export type SlotTold = z.infer<typeof slotNotification>['params']['result'];

const latestBlockhash = z.strictObject({
  /** `genesisHash` is beyond Solana's shape: which chain the blockhash is of. */
  context: z.strictObject({ slot: count, genesisHash: z.string() }),
  value: z.strictObject({ blockhash: z.string(), lastValidBlockHeight: count }),
});
type LatestBlockhash = z.infer<typeof latestBlockhash>;

/** The public part of the genesis. The market's seed is secret, because it determines future prices. */
const genesisInfo = z.strictObject({
  genesisHash: z.string(),
  /** Wall-clock milliseconds of slot 0. */
  genesisTime: count,
  /** Wall-clock milliseconds per slot; 0 when slots are made on demand. */
  slotTimeMs: count,
});
export type GenesisInfo = z.infer<typeof genesisInfo>;

/** A landed transaction of an address. `memo` as Solana writes it: `[length in bytes] text`. */
const addressSignature = z.strictObject({
  signature: z.string(),
  slot: count,
  err: transactionError.nullable(),
  memo: z.string().nullable(),
  /** Unix seconds. */
  blockTime: count,
  confirmationStatus: z.literal('finalized'),
});
export type AddressSignature = z.infer<typeof addressSignature>;

/** The newest come first: at most `limit`, older than the signature `before`, newer than `until`. */
export const addressSignaturesRequest = z.object({
  limit: z.number().int().min(1).max(1_000).optional(),
  before: z.string().max(128).optional(),
  until: z.string().max(128).optional(),
});
export type AddressSignaturesRequest = z.infer<typeof addressSignaturesRequest>;

const indexCandles = z.strictObject({
  candles: z.array(candle),
  /** Unix seconds: candles that end by then never change. 0 when there is no such candle. */
  finalBefore: count,
});
export type IndexCandles = z.infer<typeof indexCandles>;

export const listingRequest = z.strictObject({ sinceVersion: z.string().max(100).optional() });
type ListingRequest = z.infer<typeof listingRequest>;

export const poolsRequest = z.strictObject({ sinceSlot: count.optional() });
type PoolsRequest = z.infer<typeof poolsRequest>;

/** Candles of base priced in quote (mints) that start in [from, to), Unix seconds. */
export const candlesRequest = z.strictObject({
  base: z.string(),
  quote: z.string(),
  interval: z.enum(CANDLE_INTERVALS),
  from: z.number().int(),
  to: z.number().int(),
});
export type CandlesRequest = z.infer<typeof candlesRequest>;

/** Maximum number of signatures in one getSignatureStatuses, as on Solana. */
export const MAX_STATUS_SIGNATURES = 256;
/** Maximum number of calls in one batch. */
export const MAX_BATCH_CALLS = 1_000;

/** The result's schema for each method. */
export const CHAIN_RESULTS = {
  getLatestBlockhash: latestBlockhash,
  getBlockHeight: count,
  getSlot: count,
  sendTransaction: z.string(),
  getSignatureStatuses: signatureStatuses,
  getSignaturesForAddress: z.array(addressSignature),
  getPools: chainSnapshot,
  getListing: listingUpdate,
  openListing: z.array(z.string()),
  withdrawListing: z.array(z.string()),
  getIndexCandles: indexCandles,
  getIndexPrices: indexPrices,
  getGenesis: genesisInfo,
} as const;
export type ChainMethod = keyof typeof CHAIN_RESULTS;

/** The methods as Kit's RPC types them. */
export type ChainRpcApi = {
  getLatestBlockhash(): LatestBlockhash;
  getBlockHeight(): number;
  getSlot(): number;
  /** Base64 wire bytes in, the transaction's signature out: accepted, which is not landed. Refused with the codes below. */
  sendTransaction(transaction: string, config: { encoding: 'base64' }): string;
  getSignatureStatuses(signatures: readonly string[]): SignatureStatuses;
  /** The landed transactions of this fee payer, with or without an error, newest first. */
  getSignaturesForAddress(address: string, config?: AddressSignaturesRequest): readonly AddressSignature[];
  /** The whole market, or the changes since a slot when the chain still has them (then `since` says so). */
  getPools(request?: PoolsRequest): z.infer<typeof chainSnapshot>;
  /** Tokens and pools, open and withdrawn: all of them, or the changes since a version of this chain. */
  getListing(request?: ListingRequest): z.infer<typeof listingUpdate>;
  /** Opens the tokens and pools of a listing file (chain/listing/listingFile.ts). Returns the changed addresses. */
  openListing(file: unknown): readonly string[];
  /** Withdraws a token by symbol or mint, a pool by address, or a venue's pools. */
  withdrawListing(name: string): readonly string[];
  getIndexCandles(request: CandlesRequest): IndexCandles;
  /** The index prices at the head. */
  getIndexPrices(): z.infer<typeof indexPrices>;
  getGenesis(): GenesisInfo;
};

/** The error codes of JSON-RPC and of Solana's RPC that the chain returns. */
export const RPC_ERRORS = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  /** SendTransactionPreflightFailure; `data.err` is the TransactionError: BlockhashNotFound, AlreadyProcessed, … */
  preflightFailure: -32002,
  /** TransactionSignatureVerificationFailure. */
  signatureVerification: -32003,
} as const;

export const rpcErrorObject = z.object({
  code: z.number().int(),
  message: z.string(),
  data: z.object({ err: transactionError.optional() }).optional(),
});
export type RpcErrorObject = z.infer<typeof rpcErrorObject>;
