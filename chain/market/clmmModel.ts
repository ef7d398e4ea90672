import { z } from 'zod';
import type { ListedClmmPool, RaydiumClmmPool } from '../../core/pools/raydiumClmm/pool.ts';
import { existingArrays } from '../../core/pools/raydiumClmm/tickArrays.ts';
import { sqrtPriceOfTick, tickOfSqrtPrice } from '../../core/pools/raydiumClmm/tickMath.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { type ConcentratedState, createConcentratedModel } from './concentratedModel.ts';
import { CLMM_DEPTHS } from './depth.ts';
import { crossRatio, type FairPrices, INDEX_SCALE, referencePrice } from './fairPrice.ts';
import type { PoolModel, PoolModelKind } from './poolModel.ts';
import { baseUnits } from './tradedState.ts';

/** What a trade leaves of a pool: the price, as √(Y per X) in Q64.64, and the program's tick. The positions do not move. */
const tradedClmm = z.object({ sqrtPrice: baseUnits, tick: z.number().int() });
type TradedClmm = z.infer<typeof tradedClmm>;

function createClmmModel(opts: {
  readonly listed: ListedClmmPool;
  readonly prices: FairPrices;
  readonly depthPercent: number;
}): PoolModel<RaydiumClmmPool, TradedClmm> {
  const { pair, accounts, ...statics } = opts.listed;
  const { mintX, mintY, tickSpacing } = statics;
  const depth = CLMM_DEPTHS[pair];
  if (depth === undefined) throw new RangeError(`no depth is given for the CLMM pool of ${pair}`);
  const [priceX, priceY] = [referencePrice(mintX), referencePrice(mintY)];
  const decimalsY = 10n ** BigInt(listedToken(mintY).decimals);
  const model = createConcentratedModel({
    math: { sqrtPriceOfTick, tickOfSqrtPrice },
    tickSpacing,
    reference: crossRatio({ mintX, mintY, priceX, priceY }),
    value: (((depth.total * BigInt(opts.depthPercent)) / 100n) * INDEX_SCALE * decimalsY) / priceY,
    shapes: depth.shapes,
    restingPrice: (slot) => opts.prices.poolPrice({ ...opts.listed, slot }),
  });
  const { ticks } = model;
  const poolOf = (state: ConcentratedState): RaydiumClmmPool => ({ ...statics, enabled: true, ...state, ticks });

  return {
    priceAccounts: existingArrays({ ticks, tickSpacing }, false),
    resting: (slot) => poolOf(model.resting(slot)),
    restingPrice(slot) {
      const { sqrtPrice } = model.resting(slot);
      return { num: sqrtPrice * sqrtPrice, den: 1n << 128n };
    },
    after: ({ state, slot: tradedAt }, slot) =>
      poolOf(model.after({ sqrtPrice: BigInt(state.sqrtPrice), tick: state.tick, slot: tradedAt }, slot)),
    traded: ({ sqrtPrice, tick }) => ({ sqrtPrice: `${sqrtPrice}`, tick }),
  };
}

export const clmmModel: PoolModelKind<RaydiumClmmPool, ListedClmmPool, TradedClmm> = {
  kind: 'raydium-clmm',
  tradedState: tradedClmm,
  create: createClmmModel,
};
