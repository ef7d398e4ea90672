'use client';
import { useMemo } from 'react';
import type { BalanceView } from '../../core/order/orderView.ts';
import { useTrader } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';

export type Balance = { readonly available: bigint; readonly held: bigint };

function byToken(balances: readonly BalanceView[]): ReadonlyMap<string, Balance> {
  return new Map(
    balances.map(({ token, available, held }) => [token, { available: BigInt(available), held: BigInt(held) }]),
  );
}

/** The trader's balances by mint. A token that was never held counts as 0; `balances` is undefined until they are known. */
export function useBalances() {
  const trader = useTrader();
  const query = trpc.account.balances.useQuery(undefined, { enabled: trader !== undefined });
  const balances = useMemo(() => (query.data === undefined ? undefined : byToken(query.data.balances)), [query.data]);
  return { balances, query };
}

/** The balance of a mint; undefined while balances are unknown. */
export function balanceOf(balances: ReadonlyMap<string, Balance> | undefined, mint: string): Balance | undefined {
  return balances === undefined ? undefined : (balances.get(mint) ?? { available: 0n, held: 0n });
}
