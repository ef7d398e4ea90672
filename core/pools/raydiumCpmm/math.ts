import type { PoolMath } from '../poolMath.ts';
import type { CpmmState, ListedCpmmPool, RaydiumCpmmPool } from './cpmmPool.ts';
import { CPMM_REFUSALS } from './cpmmRefusals.ts';
import { swapCpmmExactIn } from './cpmmSwap.ts';
import { cpmmCurve } from './curve.ts';
import { cpmmFootprint } from './footprint.ts';

/** The maximum usage of swap_base_input, measured on the compiled program, and the request, a fifth above it. */
const COMPUTE_UNITS = { used: 34_400, asked: 41_280 } as const;

export const raydiumCpmmMath: PoolMath<RaydiumCpmmPool, ListedCpmmPool, CpmmState> = {
  name: 'raydium-cpmm',
  refusals: CPMM_REFUSALS,
  curve: ({ pool, mintIn }) => cpmmCurve(pool, mintIn),
  swapExactIn: swapCpmmExactIn,
  isOpen: () => true,
  nearPrice: (pool) => pool,
  encodeState({ address, reserveX, reserveY }, previous) {
    if (previous?.reserveX === reserveX && previous.reserveY === reserveY) return undefined;
    return { kind: 'raydium-cpmm', pool: address, x: `${reserveX}`, y: `${reserveY}` };
  },
  decodeState: ({ address, mintX, mintY, tradeFeeRate, protocolFeeRate, fundFeeRate }, { x, y }) => ({
    kind: 'raydium-cpmm',
    address,
    mintX,
    mintY,
    reserveX: BigInt(x),
    reserveY: BigInt(y),
    tradeFeeRate,
    protocolFeeRate,
    fundFeeRate,
  }),
  priceAccounts: () => [],
  computeUnits: () => COMPUTE_UNITS,
  footprint: ({ listed, pool }) =>
    cpmmFootprint({
      config: listed?.accounts.config ?? `config of ${pool.address}`,
      computeUnits: COMPUTE_UNITS.asked,
    }),
};
