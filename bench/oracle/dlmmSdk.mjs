// Meteora's own quote of a DLMM swap, on plain pools, with a constant clock.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const BN = require('bn.js');
const dlmm = require('@meteora-ag/dlmm');
const DLMM = dlmm.default ?? dlmm;
const bn = (value) => new BN(value.toString());

/** The SDK's clock, Unix seconds. */
export const CLOCK = 1_700_000_000;
Date.now = () => CLOCK * 1_000;

const BINS_PER_ARRAY = 70;
const BITMAP_ARRAYS = 512;

/** The price of a bin, Q64.64; 0 where the SDK can't express it. */
export const binPriceOf = (binStep, id) => BigInt(dlmm.getQPriceFromId(new BN(id), new BN(binStep)).toString());

/** The SDK's own object for a pool, as after loading its accounts. */
export function sdkPair(pool) {
  const arrays = new Map();
  for (const bin of pool.bins) {
    const index = Math.floor(bin.id / BINS_PER_ARRAY);
    const first = index * BINS_PER_ARRAY;
    if (!arrays.has(index)) {
      const empty = Array.from({ length: BINS_PER_ARRAY }, (_, offset) => ({
        amountX: new BN(0),
        amountY: new BN(0),
        price: bn(binPriceOf(pool.parameters.binStep, first + offset)),
        limitOrderAskSide: 0,
        openOrderAmount: new BN(0),
        processedOrderRemainingAmount: new BN(0),
      }));
      arrays.set(index, empty);
    }
    Object.assign(arrays.get(index)[bin.id - first], { amountX: bn(bin.x), amountY: bn(bin.y) });
  }
  const bitmap = Array.from({ length: 16 }, () => 0n);
  for (const index of arrays.keys()) {
    const bit = index + BITMAP_ARRAYS;
    bitmap[Math.floor(bit / 64)] |= 1n << BigInt(bit % 64);
  }
  const { binStep, ...parameters } = pool.parameters;
  const mint = { tlvData: Buffer.alloc(0) };
  const pair = Object.assign(Object.create(DLMM.prototype), {
    tokenX: { mint },
    tokenY: { mint },
    clock: { epoch: new BN(0) },
    binArrayBitmapExtension: null,
    lbPair: {
      activeId: pool.activeId,
      binStep,
      // Function type 1 (liquidity mining) has no limit orders; collect fee mode 0 takes the fee from the input.
      parameters: { ...parameters, functionType: 1, collectFeeMode: 0 },
      vParameters: { ...pool.volatility, lastUpdateTimestamp: new BN(pool.volatility.lastUpdateTimestamp) },
      binArrayBitmap: bitmap.map(bn),
      rewardInfos: [],
    },
  });
  const binArrays = [...arrays].map(([index, list]) => ({
    publicKey: `array ${index}`,
    account: { index: new BN(index), bins: list },
  }));
  return { pair, binArrays };
}

/** The SDK's result for an amount, as decimal text; null where liquidity ends. */
export function dlmmQuote(pool, direction, kind, amount, { pair, binArrays } = sdkPair(pool)) {
  const xForY = direction === 'x-to-y';
  const total = (quote) => ({ fee: `${quote.fee.add(quote.protocolFee)}`, protocolFee: `${quote.protocolFee}` });
  try {
    if (kind === 'exact-in') {
      const quote = pair.swapQuote(bn(amount), xForY, new BN(0), binArrays, true);
      return { amountIn: `${quote.consumedInAmount}`, amountOut: `${quote.outAmount}`, ...total(quote) };
    }
    const quote = pair.swapQuoteExactOut(bn(amount), xForY, new BN(0), binArrays);
    return { amountIn: `${quote.inAmount}`, amountOut: `${quote.outAmount}`, ...total(quote) };
  } catch (error) {
    if (error.name === 'SWAP_QUOTE_INSUFFICIENT_LIQUIDITY' || /insufficient liquidity/i.test(error.message))
      return null;
    throw error;
  }
}
