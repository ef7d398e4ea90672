'use client';
import { useMemo, useState } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import type { RequestError } from '../browser/requestError.ts';
import { useDesk, useHeardOf } from '../live/DeskContext.tsx';
import { trpc } from '../live/trpc.ts';
import { withHeard } from '../live/withHeard.ts';
import { useLocale } from '../ui/useLocale.ts';
import { balanceOf, useBalances } from '../wallet/useBalances.ts';
import { type AmendDraft, draftOf, readDraft } from './amendDraft.ts';
import type { OpenedAmendment } from './amending.ts';
import { sendAmendment } from './sendAmendment.ts';
import { useAmendServer } from './useAmendServer.ts';

/** Texts that the trader has not changed follow the order's present terms. */
function carriedOver(opts: { draft: AmendDraft; before: AmendDraft; now: AmendDraft }): AmendDraft {
  const { draft, before, now } = opts;
  const pick = <Text>(own: Text, was: Text, is: Text) => (own === was ? is : own);
  const roles = Object.keys(now.prices) as (keyof AmendDraft['prices'])[];
  return {
    prices: Object.fromEntries(
      roles.map((role) => [role, pick(draft.prices[role], before.prices[role], now.prices[role])]),
    ),
    trail: pick(draft.trail, before.trail, now.trail),
    amount: pick(draft.amount, before.amount, now.amount),
    validForSeconds: draft.validForSeconds,
  };
}

/**
 * An amendment of an order while it is being typed. It is made against the terms that the trader has seen (`seen`): when the order is changed
 * meanwhile, `changed` holds its present terms, and nothing is sent until the trader has accepted them.
 */
export function useAmendment({ opened, onDone }: { opened: OpenedAmendment; onDone(): void }) {
  const locale = useLocale();
  const server = useAmendServer();
  const { client } = trpc.useUtils();
  const { keeper } = useDesk();
  const { balances } = useBalances();
  const [fetched, setFetched] = useState(opened.order);
  const heard = useHeardOf(opened.order.orderId);
  const live = useMemo(() => withHeard(fetched, heard), [fetched, heard]);
  const [seen, setSeen] = useState<OrderView>(live);
  const [draft, setDraft] = useState<AmendDraft>(() => {
    const terms = draftOf(live, locale);
    return { ...terms, prices: { ...terms.prices, ...opened.prices } };
  });
  const [error, setError] = useState<RequestError>();
  const [isSending, setIsSending] = useState(false);
  const available = balanceOf(balances, seen.tokenIn)?.available;
  const read = useMemo(() => readDraft({ order: seen, draft, available, locale }), [seen, draft, available, locale]);

  async function send(): Promise<void> {
    if (read.input === undefined || isSending) return;
    setIsSending(true);
    setError(undefined);
    const answer = await sendAmendment({ server, input: read.input, locale });
    setIsSending(false);
    if ('order' in answer) return onDone();
    // That a session has ended is said once, for the whole page.
    if (answer.error.code === 'UNAUTHENTICATED') return keeper.check();
    if (answer.error.code !== 'VERSION_CONFLICT') setError(answer.error);
    // The socket may be down: the present terms are fetched.
    const { code } = answer.error;
    if (code === 'VERSION_CONFLICT' || code === 'TOO_LATE') {
      const { order } = await client.orders.get.query({ orderId: seen.orderId });
      setFetched(order);
    }
  }

  return {
    seen,
    live,
    changed: live.version === seen.version ? undefined : live,
    accept() {
      const [before, now] = [draftOf(seen, locale), draftOf(live, locale)];
      setDraft(carriedOver({ draft, before, now }));
      setSeen(live);
    },
    draft,
    change: (part: Partial<AmendDraft>) => setDraft({ ...draft, ...part }),
    read,
    error,
    isSending,
    send: () => void send(),
  };
}
