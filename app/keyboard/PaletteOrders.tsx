'use client';
import { Command } from 'cmdk';
import { usePathname, useRouter } from 'next/navigation';
import { useDeferredValue } from 'react';
import { findToken } from '../../core/tokens/token.ts';
import { useTrader } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';
import { useOpenedOrder } from '../navigation/openedOrder.ts';
import { looksLikeOrderId } from './orderIdText.ts';
import { PALETTE_GROUP_LOOK, PALETTE_ITEM_LOOK } from './paletteLook.ts';

const SHOWN = 5;

/** The trader's orders whose id begins with the text, if the text looks like an id. */
export function PaletteOrders(props: { search: string; onChoose: (run: () => void) => void }) {
  const text = useDeferredValue(props.search.trim());
  const trader = useTrader();
  const wanted = trader !== undefined && looksLikeOrderId(text);
  const { data } = trpc.orders.list.useQuery({ search: text, limit: SHOWN }, { enabled: wanted, staleTime: 0 });
  const openOrder = useOpenOrder();
  if (!wanted || data === undefined || data.orders.length === 0) return null;
  return (
    <Command.Group heading="Orders by id" forceMount className={PALETTE_GROUP_LOOK}>
      {data.orders.map(({ orderId, status, tokenIn, tokenOut }) => (
        <Command.Item
          key={orderId}
          value={`order ${orderId}`}
          forceMount
          onSelect={() => props.onChoose(() => openOrder(orderId))}
          className={PALETTE_ITEM_LOOK}
        >
          <span className="min-w-0 flex-1 truncate">
            Open order <span className="font-mono text-2xs">{orderId}</span>
          </span>
          <span className="shrink-0 text-2xs text-faint">
            {findToken(tokenIn)?.symbol ?? tokenIn} to {findToken(tokenOut)?.symbol ?? tokenOut}, {status}
          </span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** On the desk an order opens in a drawer, elsewhere on its own page. */
function useOpenOrder(): (orderId: string) => void {
  const { open } = useOpenedOrder();
  const onDesk = usePathname() === '/';
  const router = useRouter();
  return (orderId) => (onDesk ? open(orderId) : router.push(`/orders/${orderId}`));
}
