import fc from 'fast-check';
import type { Pool } from '../all/pool.ts';
import { POOL_KINDS } from '../all/poolKinds.ts';
import { poolFolder } from '../poolFolder.ts';
import type { PairOptions, PoolSamples } from './poolSamples.ts';

const samples = new Map<string, PoolSamples>(
  await Promise.all(
    POOL_KINDS.map(async ({ name }) => {
      const found = (await import(`../${poolFolder(name)}/testing/samples.ts`)) as { readonly samples: PoolSamples };
      return [name, found.samples] as const;
    }),
  ),
);

/** The testing parts of a pool's kind. */
export function samplesOf({ kind }: { readonly kind: string }): PoolSamples {
  const found = samples.get(kind);
  if (found === undefined) throw new RangeError(`no kind of pool is called ${kind}`);
  return found;
}

/** Pools of one kind. */
export function poolsOfKind(kind: Pool['kind'], opts: PairOptions = {}): fc.Arbitrary<Pool> {
  // The samples of a kind return pools of that kind.
  return samplesOf({ kind }).pools(opts) as fc.Arbitrary<Pool>;
}

/** Pools of any kind. */
export function pools(opts: PairOptions = {}): fc.Arbitrary<Pool> {
  return fc.oneof(...POOL_KINDS.map(({ name }) => poolsOfKind(name, opts)));
}
