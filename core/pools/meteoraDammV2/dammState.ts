import type { DammV2State, DammVolatility, ListedDammV2Pool, MeteoraDammV2Pool } from './pool.ts';

function sameVolatility(a: DammVolatility | null, b: DammVolatility | null): boolean {
  return (
    a?.accumulator === b?.accumulator &&
    a?.reference === b?.reference &&
    a?.sqrtPriceReference === b?.sqrtPriceReference &&
    a?.lastUpdateTimestamp === b?.lastUpdateTimestamp
  );
}

/** A pool's state, always whole; undefined when it equals that of `previous`. */
export function encodeDammState(
  { address, enabled, sqrtPrice, liquidity, volatility }: MeteoraDammV2Pool,
  previous: MeteoraDammV2Pool | undefined,
): DammV2State | undefined {
  const same =
    previous !== undefined &&
    previous.enabled === enabled &&
    previous.sqrtPrice === sqrtPrice &&
    previous.liquidity === liquidity &&
    sameVolatility(previous.volatility, volatility);
  if (same) return undefined;
  return {
    kind: 'meteora-damm-v2',
    pool: address,
    enabled,
    sqrtPrice: `${sqrtPrice}`,
    liquidity: `${liquidity}`,
    volatility: volatility && { ...volatility, sqrtPriceReference: `${volatility.sqrtPriceReference}` },
  };
}

/** The pool of a state. */
export function decodeDammState(
  { pair: _pair, accounts: _accounts, ...parameters }: ListedDammV2Pool,
  { enabled, sqrtPrice, liquidity, volatility }: DammV2State,
): MeteoraDammV2Pool {
  return {
    ...parameters,
    enabled,
    sqrtPrice: BigInt(sqrtPrice),
    liquidity: BigInt(liquidity),
    volatility: volatility && { ...volatility, sqrtPriceReference: BigInt(volatility.sqrtPriceReference) },
  };
}
