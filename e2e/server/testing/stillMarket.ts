import type { IndexCandles } from '../../../core/chain/chainApi.ts';
import { CANDLE_SECONDS } from '../../../core/market/candle.ts';
import type { IndexPrices } from '../../../core/market/candleSchema.ts';
import type { MarketSnapshot } from '../../../core/market/snapshotSchema.ts';
import { LISTED_POOLS, USUAL_LISTING } from '../../../core/testing/usualListing.ts';
import { SOL, USDC } from '../../../core/tokens/token.ts';
import type { ChainReads } from '../../../server/engineServices.ts';

export type StillMarket = ChainReads & {
  /** Makes the next slot without other changes. */
  advance(): void;
  /** From now on the answers are those of another chain. */
  replace(): void;
  /** While silenced, every call fails, as when the chain is down. */
  silence(silent: boolean): void;
};

/** 50,000 SOL against 7,500,000 USDC: 150 USDC per SOL. */
const RESERVES: Record<string, { x: string; y: string }> = {
  'SOL/USDC': { x: '50000000000000', y: '7500000000000' },
  'JUP/USDC': { x: '5000000000000', y: '2500000000000' },
};

/** A constant market, for tests of the server alone: two Raydium pools, so that only SOL, USDC and JUP trade. */
export function stillMarket(): StillMarket {
  let slot = 100;
  let silent = false;
  let genesisHash = 'genesis-1';
  const genesis = async () => {
    if (silent) throw new Error('the chain is silent');
    return { genesisHash, genesisTime: 0, slotTimeMs: 400 };
  };
  const pools = LISTED_POOLS.flatMap((pool) => {
    const reserves = RESERVES[pool.pair];
    return pool.kind === 'raydium-cpmm' && reserves !== undefined
      ? [{ kind: pool.kind, pool: pool.address, ...reserves }]
      : [];
  });
  return {
    async pools(sinceSlot): Promise<MarketSnapshot> {
      if (silent) throw new Error('the chain is silent');
      const since = sinceSlot ?? null;
      const { version: listingVersion } = USUAL_LISTING;
      return { slot, unixSeconds: 1_760_000_000 + slot, since, listingVersion, pools: since === null ? pools : [] };
    },
    listing: async () => USUAL_LISTING,
    async indexCandles(request): Promise<IndexCandles> {
      if (silent) throw new Error('the chain is silent');
      const prices = { open: '1.0', high: '1.5', low: '0.5', close: '1.0', venues: { raydium: '1.0' } };
      const now = Math.floor(Date.now() / 1_000);
      const seconds = CANDLE_SECONDS[request.interval];
      const times: number[] = [];
      for (let time = request.from; time < Math.min(request.to, now + 1); time += seconds) times.push(time);
      return { candles: times.map((time) => ({ time, ...prices })), finalBefore: now };
    },
    async indexPrices(): Promise<IndexPrices> {
      if (silent) throw new Error('the chain is silent');
      const prices = { [SOL.mint]: '150.000000000000000000', [USDC.mint]: '1.000000000000000000' };
      return { slot, unixMs: 1_760_000_000_000 + slot * 400, prices };
    },
    genesis,
    isKnown: async () => true,
    replace() {
      genesisHash = 'genesis-2';
    },
    advance() {
      slot += 1;
    },
    silence(wish) {
      silent = wish;
    },
  };
}
