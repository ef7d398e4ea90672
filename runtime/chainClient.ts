import { createJsonRpcApi, createRpc } from '@solana/kit';
import { z } from 'zod';
import {
  type AddressSignature,
  type AddressSignaturesRequest,
  type CandlesRequest,
  CHAIN_RESULTS,
  type ChainRpcApi,
  type GenesisInfo,
  type IndexCandles,
  MAX_STATUS_SIGNATURES,
  RPC_ERRORS,
  rpcErrorObject,
  type SignatureStatus,
  type TransactionError,
} from '../core/chain/chainApi.ts';
import type { IndexPrices } from '../core/market/candleSchema.ts';
import type { ListingUpdate } from '../core/market/listing.ts';
import type { ChainSnapshot } from '../core/market/snapshotSchema.ts';
import { ChainUnreachable, type CoalescingTransport, createCoalescingTransport } from './rpcTransport.ts';

export { ChainUnreachable };

/** Thrown when the chain answered with a JSON-RPC error. After sendTransaction it does not prove that the bytes can't land any more. */
export class ChainRefusal extends Error {
  override readonly name = 'ChainRefusal';
  readonly code: number;
  /** Solana's TransactionError, when the preflight named one. */
  readonly err: TransactionError | undefined;
  constructor(opts: { code: number; message: string; err?: TransactionError | undefined }) {
    super(opts.message);
    this.code = opts.code;
    this.err = opts.err;
  }
}

type LatestBlockhash = {
  readonly blockhash: string;
  readonly lastValidBlockHeight: number;
  readonly slot: number;
  /** The chain of this blockhash. */
  readonly genesisHash: string;
};

/** Statuses in the order requested, null when not landed; height and slot are of the same moment of the chain, or an earlier one. */
type Statuses = {
  readonly slot: number;
  readonly blockHeight: number;
  /** The chain that answered; empty when two chains answered. */
  readonly genesisHash: string;
  readonly statuses: readonly (SignatureStatus | null)[];
};

/** Every method throws ChainUnreachable when no answer comes in time or the chain has an outage of its own, and ChainRefusal when the chain refuses. */
export type ChainClient = {
  latestBlockhash(): Promise<LatestBlockhash>;
  blockHeight(): Promise<number>;
  /** The whole market, or the changes since a slot (`since` of the answer says which). */
  pools(sinceSlot?: number): Promise<ChainSnapshot>;
  /** The whole listing, or the changes since a version (`since` of the answer says which). */
  listing(sinceVersion?: string): Promise<ListingUpdate>;
  /** Opens the tokens and pools of a file, or withdraws those that a name stands for (chain/listing/changeListing.ts). Returns the changed addresses. */
  openListing(file: unknown): Promise<readonly string[]>;
  withdrawListing(name: string): Promise<readonly string[]>;
  /** Sends wire bytes and returns their signature. Accepted is not landed, and after an error they may still land. */
  send(wire: Uint8Array): Promise<string>;
  statuses(signatures: readonly string[]): Promise<Statuses>;
  /** The landed transactions of this fee payer, newest first, with their memos as written. */
  signaturesOf(wallet: string, request?: AddressSignaturesRequest): Promise<readonly AddressSignature[]>;
  indexCandles(request: CandlesRequest): Promise<IndexCandles>;
  indexPrices(): Promise<IndexPrices>;
  genesis(): Promise<GenesisInfo>;
  /** Closes the kept-alive connections. */
  close(): void;
};

const answer = z.looseObject({ result: z.unknown().optional(), error: rpcErrorObject.optional() });
const results = new Map<string, z.ZodType>(Object.entries(CHAIN_RESULTS));

/** The result of an answer, checked against the method's schema. */
function resultOf<Result>(raw: unknown, request: { readonly methodName: string }): Result {
  const parsed = answer.safeParse(raw);
  if (!parsed.success) throw new ChainUnreachable('the chain answered something that is no JSON-RPC');
  const { error } = parsed.data;
  // The chain could not answer (its database is down): the same as no answer.
  if (error?.code === RPC_ERRORS.internal)
    throw new ChainUnreachable(`the chain has trouble of its own: ${error.message}`);
  if (error !== undefined) throw new ChainRefusal({ code: error.code, message: error.message, err: error.data?.err });
  const result = results.get(request.methodName)?.safeParse(parsed.data.result);
  if (result?.success) return result.data as Result;
  throw new ChainUnreachable(`the chain answered ${request.methodName} in another shape`, { cause: result?.error });
}

/** Time-out for candles, milliseconds; it is longer, because requests for candles queue. */
const HISTORY_TIMEOUT_MS = 10_000;

/**
 * The engine's client of the chain: Kit's RPC on a transport that coalesces calls. Transactions are sent on separate connections, so that a lost
 * request to send does not take a query with it.
 */
export function createChainClient(opts: {
  readonly url: string;
  /** CHAIN_RPC_TOKEN. */
  readonly token?: string | undefined;
  readonly timeoutMs?: number;
}): ChainClient {
  const timeoutMs = opts.timeoutMs ?? 2_000;
  const open = (maxInFlight: number, patience = timeoutMs) =>
    createCoalescingTransport({ url: opts.url, token: opts.token, timeoutMs: patience, maxInFlight });
  // Candles take long, so no other request shares a batch with them.
  const [asking, sending, history] = [open(2), open(2), open(2, opts.timeoutMs ?? HISTORY_TIMEOUT_MS)];
  const rpcOf = ({ transport }: CoalescingTransport) =>
    createRpc({ api: createJsonRpcApi<ChainRpcApi>({ responseTransformer: resultOf }), transport });
  const [ask, send, askHistory] = [rpcOf(asking), rpcOf(sending), rpcOf(history)];

  return {
    async latestBlockhash() {
      const { context, value } = await ask.getLatestBlockhash().send();
      return { ...value, slot: context.slot, genesisHash: context.genesisHash };
    },
    blockHeight: () => ask.getBlockHeight().send(),
    pools: (sinceSlot) => (sinceSlot === undefined ? ask.getPools() : ask.getPools({ sinceSlot })).send(),
    listing: (sinceVersion) => ask.getListing(sinceVersion === undefined ? {} : { sinceVersion }).send(),
    openListing: (file) => ask.openListing(file).send(),
    withdrawListing: (name) => ask.withdrawListing(name).send(),
    send: (wire) => send.sendTransaction(Buffer.from(wire).toString('base64'), { encoding: 'base64' }).send(),
    async statuses(signatures) {
      const groups: (readonly string[])[] = [];
      for (let at = 0; at === 0 || at < signatures.length; at += MAX_STATUS_SIGNATURES) {
        groups.push(signatures.slice(at, at + MAX_STATUS_SIGNATURES));
      }
      const answers = await Promise.all(groups.map((group) => ask.getSignatureStatuses(group).send()));
      const first = answers[0]?.context.genesisHash ?? '';
      // The earliest moment of several answers holds for all of them: a signature unknown at a later moment was unknown then too.
      return {
        slot: Math.min(...answers.map(({ context }) => context.slot)),
        blockHeight: Math.min(...answers.map(({ context }) => context.blockHeight)),
        genesisHash: answers.every(({ context }) => context.genesisHash === first) ? first : '',
        statuses: answers.flatMap(({ value }) => value),
      };
    },
    async signaturesOf(wallet, request = {}) {
      const found = await ask.getSignaturesForAddress(wallet, request).send();
      return found.map((one) => ({ ...one, memo: one.memo?.replace(/^\[\d+\] /, '') ?? null }));
    },
    indexCandles: (request) => askHistory.getIndexCandles(request).send(),
    indexPrices: () => ask.getIndexPrices().send(),
    genesis: () => ask.getGenesis().send(),
    close() {
      asking.close();
      sending.close();
      history.close();
    },
  };
}
