import type { PoolSamples } from '../../testing/poolSamples.ts';
import type { ListedWhirlpool, OrcaWhirlpoolPool } from '../pool.ts';
import { sqrtPriceOfTick } from '../tickMath.ts';
import { whirlpools } from './whirlpools.ts';

export const samples: PoolSamples<OrcaWhirlpoolPool, ListedWhirlpool> = {
  pools: whirlpools,
  at({ pair: _pair, accounts: _accounts, ...parameters }, tick) {
    const { tickSpacing } = parameters;
    const price = { sqrtPrice: sqrtPriceOfTick(tick), tick, liquidity: 10n ** 12n };
    const reach = Math.round(1_000 / tickSpacing) * tickSpacing;
    const ticks = [-reach, reach].map((index) => ({ index: tick - (tick % tickSpacing) + index, liquidityNet: 1n }));
    return { ...parameters, ...price, ticks };
  },
};
