import type { CandlesRequest, IndexCandles } from '../../core/chain/chainApi.ts';
import { EngineError } from '../../core/errors/engineError.ts';
import { CANDLE_SECONDS } from '../../core/market/candle.ts';
import type { Candle } from '../../core/market/candleSchema.ts';

/** Candles per block: they are requested and cached in blocks that begin at multiples of their length. */
export const BLOCK_CANDLES = 250;
/** Cached blocks: about 25 MB. */
const MOST_BLOCKS = 400;
/** Requests that may wait for the chain; each takes it some 10 ms. */
const MOST_WAITING = 50;

/** `final` are candles that never change, from the block's start without a gap; `tail` are those after them, as of slot `tailSlot`. */
type Block = {
  final: readonly Candle[];
  tail: readonly Candle[];
  tailSlot: number | undefined;
  asking: Promise<void> | undefined;
};

/** A block's range: candles start in [from, to). */
type Place = Omit<CandlesRequest, 'from' | 'to'> & {
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
};

export type CandleCache = {
  /** Candles that start in [from, to), Unix seconds, ascending. Throws EngineError MARKET_UNAVAILABLE. */
  candles(request: CandlesRequest): Promise<readonly Candle[]>;
};

function placesOf({ base, quote, interval, from, to }: CandlesRequest): Place[] {
  const seconds = CANDLE_SECONDS[interval];
  const length = seconds * BLOCK_CANDLES;
  const places: Place[] = [];
  for (let start = Math.floor(from / length) * length; start < to; start += length)
    places.push({ base, quote, interval, seconds, from: start, to: start + length });
  return places;
}

/**
 * Caches the candles of the chain. A past candle never changes, so it is requested once. The cache sends the chain one request at a time for all
 * callers, and requests the current candle once a slot.
 */
export function createCandleCache(opts: {
  ask(request: CandlesRequest): Promise<IndexCandles>;
  /** The newest known slot; undefined before the first. */
  slot(): number | undefined;
}): CandleCache {
  const blocks = new Map<string, Block>();
  let newestSlot = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function askInTurn(request: CandlesRequest): Promise<IndexCandles> {
    if (waiting >= MOST_WAITING) throw new Error('too many questions for candles wait');
    waiting += 1;
    const answer = last
      .then(() => opts.ask(request))
      .finally(() => {
        waiting -= 1;
      });
    last = answer.catch(() => undefined);
    return answer;
  }

  /** The block of a range, marked as most recently used. */
  function blockAt({ base, quote, interval, from }: Place): Block {
    const key = `${base} ${quote} ${interval} ${from}`;
    const block = blocks.get(key) ?? { final: [], tail: [], tailSlot: undefined, asking: undefined };
    blocks.delete(key);
    blocks.set(key, block);
    for (const oldest of blocks.keys()) {
      if (blocks.size <= MOST_BLOCKS) break;
      blocks.delete(oldest);
    }
    return block;
  }

  async function extend(block: Block, place: Place): Promise<void> {
    const slot = opts.slot();
    const { base, quote, interval, seconds, to } = place;
    const from = place.from + block.final.length * seconds;
    const { candles, finalBefore } = await askInTurn({ base, quote, interval, from, to });
    // The chain's answers have no gaps; one with a gap would stay cached for ever.
    const gapless = candles.filter(({ time }, i) => time === from + i * seconds && time + seconds <= finalBefore);
    block.final = [...block.final, ...gapless];
    block.tail = candles.slice(gapless.length);
    block.tailSlot = slot;
  }

  async function load(place: Place): Promise<readonly Candle[]> {
    const block = blockAt(place);
    if (block.final.length === BLOCK_CANDLES) return block.final;
    const slot = opts.slot();
    if (block.tailSlot === undefined || block.tailSlot !== slot) {
      block.asking ??= extend(block, place).finally(() => {
        block.asking = undefined;
      });
      await block.asking;
    }
    return [...block.final, ...block.tail];
  }

  /** A lower slot means another chain, with different past candles. */
  function forgetOtherChains(): void {
    const slot = opts.slot() ?? newestSlot;
    if (slot < newestSlot) blocks.clear();
    newestSlot = slot;
  }

  return {
    async candles(request) {
      forgetOtherChains();
      try {
        const loaded = await Promise.all(placesOf(request).map(load));
        return loaded.flat().filter(({ time }) => time >= request.from && time < request.to);
      } catch (error) {
        throw new EngineError({ code: 'MARKET_UNAVAILABLE', cause: error });
      }
    },
  };
}
