import { clmmModel } from './clmmModel.ts';
import { cpmmModel } from './cpmmModel.ts';
import { dammModel } from './dammModel.ts';
import { dlmmModel } from './dlmmModel.ts';
import type { PoolModelKind } from './poolModel.ts';
import { whirlpoolModel } from './whirlpoolModel.ts';

/** The model of every kind in POOL_KINDS. */
export const POOL_MODELS: readonly PoolModelKind[] = [cpmmModel, dlmmModel, whirlpoolModel, clmmModel, dammModel];

const byKind = new Map<string, PoolModelKind>(POOL_MODELS.map((model) => [model.kind, model]));

/** The model of a listed pool's kind. Throws RangeError for a kind without one. */
export function modelKindOf(listed: { readonly kind: string }): PoolModelKind {
  const model = byKind.get(listed.kind);
  if (model === undefined) throw new RangeError(`the chain has no model of the kind ${listed.kind}`);
  return model;
}
