import type { z } from 'zod';
import { bracket } from './bracket.ts';
import { limit } from './limit.ts';
import { market } from './market.ts';
import { oco } from './oco.ts';
import type { OrderKind } from './orderKind.ts';
import { stop } from './stop.ts';
import { takeProfit } from './takeProfit.ts';
import { trailingStop } from './trailingStop.ts';

/** The kinds of orders. */
export const ORDER_KINDS = [market, limit, stop, takeProfit, trailingStop, oco, bracket] as const;

export type OrderKindName = (typeof ORDER_KINDS)[number]['name'];

const byName: ReadonlyMap<string, OrderKind> = new Map(ORDER_KINDS.map((kind) => [kind.name, kind]));

/** A kind by its name. */
export function orderKind(name: OrderKindName): OrderKind {
  const kind = byName.get(name);
  if (kind === undefined) throw new Error(`there is no kind of order called ${name}`);
  return kind;
}

type Requests<Kinds extends readonly { readonly request: z.ZodType }[]> = {
  [I in keyof Kinds]: Kinds[I]['request'];
};

/** The request schemas of the kinds, in the order of the kinds. */
export function requestsOf<const Kinds extends readonly { readonly request: z.ZodType }[]>(
  kinds: Kinds,
): Requests<Kinds> {
  return kinds.map(({ request }) => request) as unknown as Requests<Kinds>;
}
