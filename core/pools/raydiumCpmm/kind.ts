import { RAYDIUM } from '../../venues/raydium.ts';
import type { PoolKind } from '../poolKind.ts';
import type { CpmmState, ListedCpmmPool, RaydiumCpmmPool } from './cpmmPool.ts';
import { CPMM_REFUSALS } from './cpmmRefusals.ts';
import { swapCpmmExactIn } from './cpmmSwap.ts';
import { cpmmCurve } from './curve.ts';
import { cpmmFootprint } from './footprint.ts';

/** What swap_base_input uses at most, measured on the compiled program, and that with a fifth more. */
const COMPUTE_UNITS = { used: 34_400, asked: 41_280 } as const;

export const raydiumCpmm: PoolKind<RaydiumCpmmPool, ListedCpmmPool, CpmmState> = {
  name: 'raydium-cpmm',
  venue: RAYDIUM,
  refusals: CPMM_REFUSALS,
  curve: ({ pool, mintIn }) => cpmmCurve(pool, mintIn),
  swapExactIn: swapCpmmExactIn,
  midPrice: ({ reserveX, reserveY }) => (reserveX === 0n ? undefined : { numerator: reserveY, denominator: reserveX }),
  usualFeePpm: (pool) => Number(pool.tradeFeeRate),
  isOpen: () => true,
  readListed: (listed) => ({
    ...listed,
    tradeFeeRate: BigInt(listed.tradeFeeRate),
    protocolFeeRate: BigInt(listed.protocolFeeRate),
    fundFeeRate: BigInt(listed.fundFeeRate),
  }),
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
