import { describe, expect, it } from 'vitest';
import type { Pool, PoolAddress } from '../core/pools/all/pool.ts';
import type { MeteoraDlmmPool } from '../core/pools/meteoraDlmm/dlmmPool.ts';
import { meteoraDlmmMath } from '../core/pools/meteoraDlmm/math.ts';
import { LISTED_POOLS } from '../core/testing/usualListing.ts';
import type { DecodedTransaction, SwapInstruction } from '../core/transaction/decodeTransaction.ts';
import { executeTransaction } from './execute.ts';
import { createMarketModel } from './market/marketModel.ts';
import { ORDINARY_MARKET } from './market/marketSettings.ts';
import { USUAL_CHAIN_LISTING } from './testing/usualChainListing.ts';

const clock = { unixSeconds: 1_000 };
const model = createMarketModel({ seed: 'execute', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });

/** A resting DLMM pair whose active bin is the last of its array, so that a sale of Y leaves the array at once. */
function pairAtBorder(): MeteoraDlmmPool {
  const listed = LISTED_POOLS.find((pool) => pool.kind === 'meteora-dlmm' && pool.pair === 'SOL/USDC');
  const resting = listed && model.poolAt({ pool: listed.address, slot: 9, row: undefined });
  if (resting?.kind !== 'meteora-dlmm') throw new Error('SOL/USDC has a DLMM pair');
  // Moved as a whole, bins and all: only where the arrays' borders lie changes.
  const shift = resting.binArrays.length > 0 ? 69 - (((resting.activeId % 70) + 70) % 70) : 0;
  const bins = resting.bins.map((bin) => ({ ...bin, id: bin.id + shift }));
  const binArrays = [...new Set(bins.map(({ id }) => Math.floor(id / 70)))];
  const activeId = resting.activeId + shift;
  return { ...resting, bins, binArrays, activeId, volatility: { ...resting.volatility, indexReference: activeId } };
}

const pool = pairAtBorder();
const active = Math.floor(pool.activeId / 70);
const MANY_UNITS = 1_400_000;

/** Sells Y into the pair, naming bin arrays by their indexes (`none`: an account that is no array). */
function run(opts: { amountIn: bigint; named: readonly (number | 'none')[]; units?: number }) {
  const swap: SwapInstruction = {
    kind: 'swap',
    program: 'Meteora DLMM',
    programAddress: 'p',
    accounts: [],
    venue: 'meteora',
    poolKind: pool.kind,
    pool: pool.address,
    mintIn: pool.mintY,
    mintOut: pool.mintX,
    userIn: 'in',
    userOut: 'out',
    amountIn: opts.amountIn,
    minOut: 1n,
    priceAccounts: opts.named.map(String),
  };
  const limit = { kind: 'compute-unit-limit', program: 'c', programAddress: 'c', accounts: [] } as const;
  const transaction: Pick<DecodedTransaction, 'instructions'> = {
    instructions: [{ ...limit, units: opts.units ?? MANY_UNITS }, swap],
  };
  const changed = new Map<PoolAddress, Pool>();
  const outcome = executeTransaction({
    transaction,
    clock,
    pools: { get: () => pool, set: (address, next) => changed.set(address, next) },
    priceAccountIndex: (_pool, account) => (account === 'none' ? undefined : Number(account)),
  });
  return { ...outcome, changed: changed.size };
}

const oneBin = 1_000_000n;
/** So much Y drains the active bin and more beyond it. */
const manyBins = 600_000_000_000n;

describe('bin arrays, as strictly as the program takes them', () => {
  const custom = (code: number) => ({ InstructionError: [1, { Custom: code }] });

  it('the arrays of the way have to be named, in its order', () => {
    expect(run({ amountIn: oneBin, named: [active] })).toMatchObject({ err: null, changed: 1 });
    expect(run({ amountIn: oneBin, named: [] }).err).toEqual(custom(3005));
    expect(run({ amountIn: manyBins, named: [active, active + 1] })).toMatchObject({ err: null, changed: 1 });
    expect(run({ amountIn: manyBins, named: [active] })).toMatchObject({ err: custom(3005), changed: 0 });
    expect(run({ amountIn: manyBins, named: [active + 1, active] }).err).toEqual(custom(3005));
  });

  it('one that does not fit is skipped, one that does not exist fails where it comes first', () => {
    expect(run({ amountIn: oneBin, named: [active - 1, active] }).err).toBeNull();
    expect(run({ amountIn: oneBin, named: ['none', active] }).err).toEqual(custom(3007));
    expect(run({ amountIn: oneBin, named: [999, active] }).err).toEqual(custom(3007));
    expect(run({ amountIn: oneBin, named: [active, 'none'] }).err).toBeNull();
  });

  it('what a swap names by itself is enough for all that its snapshot shows', () => {
    const near = meteoraDlmmMath.nearPrice(pool);
    const named = meteoraDlmmMath.priceAccounts(near, pool.mintY);
    expect(named.every((index) => pool.binArrays.includes(index))).toBe(true);
    expect(run({ amountIn: manyBins, named }).err).toBeNull();
  });
});

describe('compute units', () => {
  it('follow the bins that are crossed; more than asked for fail the swap and undo it', () => {
    const named = [active, active + 1];
    const quote = meteoraDlmmMath.curve({ pool, mintIn: pool.mintY, clock }).quote(manyBins);
    expect(quote.crossed).toBeGreaterThan(16);
    const { used, asked } = meteoraDlmmMath.computeUnits(quote);
    const limitInstruction = 150;
    expect(run({ amountIn: manyBins, named, units: used + limitInstruction }).err).toBeNull();
    expect(run({ amountIn: manyBins, named, units: used + limitInstruction - 1 })).toMatchObject({
      err: { InstructionError: [1, 'ComputationalBudgetExceeded'] },
      changed: 0,
    });
    expect(run({ amountIn: manyBins, named, units: asked }).err).toBeNull();
    // What used to be asked for, whatever the swap.
    expect(run({ amountIn: manyBins, named, units: 130_000 }).err).not.toBeNull();
  });
});
