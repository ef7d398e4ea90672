import { POOL_KINDS } from '../../core/pools/all/poolKinds.ts';
import { poolFolder } from '../../core/pools/poolFolder.ts';
import type { PoolModelKind } from './poolModel.ts';

/** The model of every kind in POOL_KINDS: the export `model` of the file in `models/` that is named like the kind's folder. */
export const POOL_MODELS: readonly PoolModelKind[] = await Promise.all(
  POOL_KINDS.map(async ({ name }) => {
    const { model } = (await import(`./models/${poolFolder(name)}.ts`)) as { readonly model: PoolModelKind };
    return model;
  }),
);

const byKind = new Map<string, PoolModelKind>(POOL_MODELS.map((model) => [model.kind, model]));

/** The model of a listed pool's kind. Throws RangeError for a kind without one. */
export function modelKindOf(listed: { readonly kind: string }): PoolModelKind {
  const model = byKind.get(listed.kind);
  if (model === undefined) throw new RangeError(`the chain has no model of the kind ${listed.kind}`);
  return model;
}
