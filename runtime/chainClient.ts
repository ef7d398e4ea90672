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

/** Thrown when the chain answered with a JSON-RPC error. Of sendTransaction it proves nothing about whether the bytes may still land. */
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
  /** The chain that it is of. */
  readonly genesisHash: string;
};

/** Statuses in the order asked, null when not landed; height and slot are those of the same moment of the chain, or an earlier one. */
type Statuses = {
  readonly slot: number;
  readonly blockHeight: number;
  /** The chain that answered; empty when two chains did. */
  readonly genesisHash: string;
  readonly statuses: readonly (SignatureStatus | null)[];
};

/** Every method throws ChainUnreachable when there is no answer in time or the chain has an outage of its own, ChainRefusal when it says no. */
export type ChainClient = {
  latestBlockhash(): Promise<LatestBlockhash>;
  blockHeight(): Promise<number>;
  /** The whole market, or what changed since a slot (`since` of the answer says which). */
  pools(sinceSlot?: number): Promise<ChainSnapshot>;
  /** The whole listing, or what changed since a version (`since` of the answer says which). */
  listing(sinceVersion?: string): Promise<ListingUpdate>;
  /** Opens the tokens and pools of a file, or withdraws what a name means (chain/listing/changeListing.ts). The answer is the addresses that changed. */
  openListing(file: unknown): Promise<readonly string[]>;
  withdrawListing(name: string): Promise<readonly string[]>;
  /** Sends wire bytes; the answer is their signature. Accepted is not landed, and an error does not mean that they won't land. */
  send(wire: Uint8Array): Promise<string>;
  statuses(signatures: readonly string[]): Promise<Statuses>;
  /** What has landed with this fee payer, the newest first; the memos as they were written. */
  signaturesOf(wallet: string, request?: AddressSignaturesRequest): Promise<readonly AddressSignature[]>;
  indexCandles(request: CandlesRequest): Promise<IndexCandles>;
  indexPrices(): Promise<IndexPrices>;
  genesis(): Promise<GenesisInfo>;
  /** Closes the connections that are kept alive. */
  close(): void;
};

const answer = z.looseObject({ result: z.unknown().optional(), error: rpcErrorObject.optional() });
const results = new Map<string, z.ZodType>(Object.entries(CHAIN_RESULTS));

/** The result of an answer, in the shape that the method promises. */
function resultOf<Result>(raw: unknown, request: { readonly methodName: string }): Result {
  const parsed = answer.safeParse(raw);
  if (!parsed.success) throw new ChainUnreachable('the chain answered something that is no JSON-RPC');
  const { error } = parsed.data;
  // The chain could not find out either (its database is away): the same as no answer.
  if (error?.code === RPC_ERRORS.internal)
    throw new ChainUnreachable(`the chain has trouble of its own: ${error.message}`);
  if (error !== undefined) throw new ChainRefusal({ code: error.code, message: error.message, err: error.data?.err });
  const result = results.get(request.methodName)?.safeParse(parsed.data.result);
  if (result?.success) return result.data as Result;
  throw new ChainUnreachable(`the chain answered ${request.methodName} in another shape`, { cause: result?.error });
}

/** Milliseconds that candles may take, which wait for one another. */
const HISTORY_TIMEOUT_MS = 10_000;

/**
 * The engine's way to the chain: Kit's RPC on a transport that coalesces calls. What is sent travels on connections of its own, so that a
 * sending request which is lost takes no question with it.
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
  // Candles take the chain long, and no other question shares a batch that waits for them.
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
      // Of several answers the earliest moment holds for all: whoever is unknown at a later one was at that one too.
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
