import { z } from 'zod';
import {
  addressSignaturesRequest,
  type ChainMethod,
  candlesRequest,
  type IndexCandles,
  listingRequest,
  MAX_STATUS_SIGNATURES,
  poolsRequest,
  RPC_ERRORS,
} from '../core/chain/chainApi.ts';
import { BLOCKHASH_VALID_SLOTS } from '../core/chain/slot.ts';
import { listingSince } from '../core/market/listing.ts';
import { encodeMarket, type Market } from '../core/market/snapshot.ts';
import type { MarketSnapshot } from '../core/market/snapshotSchema.ts';
import type { Mint } from '../core/tokens/token.ts';
import { base58Encode } from '../core/transaction/base58.ts';
import { acceptTransaction } from './acceptTransaction.ts';
import type { ChainNode } from './chainNode.ts';
import type { ChainStore } from './chainStore.ts';
import type { Faults } from './faults.ts';
import { ListingRefusal, openedBy, withdrawnBy } from './listing/changeListing.ts';
import { type CandleDesk, CandlesUnavailable } from './market/candleDesk.ts';
import { checkCandleRange, indexPriceTexts, TooManyCandles } from './market/candles.ts';
import { marketSettingsOf } from './market/marketSettings.ts';
import { createSlotClock } from './market/slotClock.ts';
import { RpcRefusal } from './rpcRefusal.ts';

/** Number of requested slots whose markets are kept, to compute the changes since. */
const KEPT_MARKETS = 64;

function params<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RpcRefusal({
    code: RPC_ERRORS.invalidParams,
    message: `Invalid params: ${issue?.path.join('.') || 'params'}: ${issue?.message}`,
  });
}

const noParams = z.array(z.unknown()).optional();
const base64 = z
  .string()
  .max(8_192)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);
const sendParams = z.tuple([base64, z.looseObject({ encoding: z.literal('base64') })]);
const statusParams = z.tuple([z.array(z.string().max(128)).max(MAX_STATUS_SIGNATURES)], z.unknown());
const addressParams = z.union([
  z.tuple([z.string().max(64), addressSignaturesRequest.optional()]),
  z.tuple([z.string().max(64)]),
]);
const poolsParams = z.tuple([poolsRequest.optional()]);
const listingParams = z.tuple([listingRequest.optional()]);
const openParams = z.tuple([z.unknown()]);
const withdrawParams = z.tuple([z.string().max(64)]);
const candlesParams = z.tuple([candlesRequest]);

export type RpcMethods = (method: string, given: unknown) => unknown;

/** The chain's methods. Each returns its result, or a promise of it, or throws RpcRefusal. */
export function createRpcMethods(opts: {
  readonly node: ChainNode;
  readonly store: ChainStore;
  readonly faults: Faults;
  readonly slotTimeMs: number;
  readonly candleDesk: CandleDesk;
  /** Called when a new transaction waits to land. */
  readonly onAccepted: () => void;
}): RpcMethods {
  const { node, store, faults, slotTimeMs, candleDesk } = opts;
  const markets = new Map<number, Market>();
  const genesisHash = base58Encode(node.genesis.hash);

  function pools(sinceSlot: number | undefined): MarketSnapshot {
    const market = node.market();
    const previous = sinceSlot === undefined ? undefined : markets.get(sinceSlot);
    markets.set(market.slot, market);
    for (const oldest of markets.keys()) {
      if (markets.size <= KEPT_MARKETS) break;
      markets.delete(oldest);
    }
    return encodeMarket({ market, previous });
  }

  const clock = () =>
    createSlotClock({ genesisTime: node.genesis.unixMs, slotTimeMs, headSlot: node.headSlot(), now: Date.now() });

  function listedMint(mint: string): Mint {
    const listed = node.model().listing.tokens.find(({ token }) => token.mint === mint);
    if (listed !== undefined) return listed.token.mint;
    throw new RpcRefusal({
      code: RPC_ERRORS.invalidParams,
      message: `Invalid params: no token with the mint ${mint} is listed`,
    });
  }

  /** Changes the listing, and returns the changed addresses. */
  async function changeListing(change: Parameters<typeof node.changeListing>[0]): Promise<readonly string[]> {
    try {
      return (await node.changeListing(change)).map(({ address }) => address);
    } catch (error) {
      if (!(error instanceof ListingRefusal)) throw error;
      throw new RpcRefusal({ code: RPC_ERRORS.invalidParams, message: error.message });
    }
  }

  async function candles(request: z.output<typeof candlesRequest>): Promise<IndexCandles> {
    const [base, quote] = [listedMint(request.base), listedMint(request.quote)];
    try {
      checkCandleRange(request);
    } catch (error) {
      if (!(error instanceof TooManyCandles)) throw error;
      throw new RpcRefusal({ code: RPC_ERRORS.invalidParams, message: `Invalid params: ${error.message}` });
    }
    const slot = node.headSlot();
    const at = { genesisTime: node.genesis.unixMs, slotTimeMs, headSlot: slot, now: Date.now() };
    const known = createSlotClock(at);
    const question = {
      seed: node.genesis.seed,
      settings: marketSettingsOf(node.settings()),
      listing: node.model().listing,
      range: { ...request, base, quote },
      clock: at,
    };
    return {
      candles: await candleDesk.ask(question).catch((error: unknown) => {
        if (!(error instanceof CandlesUnavailable)) throw error;
        throw new RpcRefusal({ code: RPC_ERRORS.internal, message: error.message });
      }),
      finalBefore: known.fixed ? Math.floor(known.timeOf(slot + 1) / 1_000) : 0,
    };
  }

  const methods: Record<ChainMethod, (given: unknown) => unknown> = {
    getLatestBlockhash(given) {
      params(noParams, given);
      const slot = node.headSlot();
      return {
        context: { slot, genesisHash },
        value: { blockhash: node.blockhashes.at(slot), lastValidBlockHeight: slot + BLOCKHASH_VALID_SLOTS },
      };
    },
    getBlockHeight(given) {
      params(noParams, given);
      return node.headSlot();
    },
    getSlot(given) {
      params(noParams, given);
      return node.headSlot();
    },
    sendTransaction(given) {
      const [transaction] = params(sendParams, given);
      const before = node.mempool.size;
      const signature = acceptTransaction({
        node,
        wire: new Uint8Array(Buffer.from(transaction, 'base64')),
        receivedAt: Date.now(),
        delaySlots: () => faults.landingDelay(node.settings()),
      });
      if (node.mempool.size > before) opts.onAccepted();
      return signature;
    },
    getSignatureStatuses(given) {
      const [signatures] = params(statusParams, given);
      return store.statuses(signatures);
    },
    getSignaturesForAddress(given) {
      const [address, request] = params(addressParams, given);
      return store.signaturesOf(address, request ?? {});
    },
    getPools(given) {
      const [request] = params(poolsParams, Array.isArray(given) && given.length > 0 ? given : [undefined]);
      return pools(request?.sinceSlot);
    },
    getListing(given) {
      const [request] = params(listingParams, Array.isArray(given) && given.length > 0 ? given : [undefined]);
      return listingSince(node.model().listing.update, request?.sinceVersion);
    },
    openListing(given) {
      const [file] = params(openParams, given);
      return changeListing((now) => openedBy(file, now));
    },
    withdrawListing(given) {
      const [name] = params(withdrawParams, given);
      return changeListing((now) => withdrawnBy(name, now));
    },
    getIndexCandles(given) {
      const [request] = params(candlesParams, given);
      return candles(request);
    },
    getIndexPrices(given) {
      params(noParams, given);
      const slot = node.headSlot();
      return { slot, unixMs: clock().timeOf(slot), prices: indexPriceTexts({ model: node.model(), slot }) };
    },
    getGenesis(given) {
      params(noParams, given);
      return { genesisHash, genesisTime: node.genesis.unixMs, slotTimeMs };
    },
  };

  const byName = new Map<string, (given: unknown) => unknown>(Object.entries(methods));
  return (method, given) => {
    const call = byName.get(method);
    if (call === undefined) throw new RpcRefusal({ code: RPC_ERRORS.methodNotFound, message: 'Method not found' });
    return call(given);
  };
}
