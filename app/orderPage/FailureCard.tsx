'use client';
import type { ReactNode } from 'react';
import type { FailureCode } from '../../core/errors/engineError.ts';
import type { FailureView } from '../../core/order/failure.ts';
import { MAX_ATTEMPTS } from '../../core/order/lifecycle.ts';
import type { OrderView, SubmissionView } from '../../core/order/orderView.ts';
import { paidText } from '../order/orderOutcome.ts';
import { FAILURE_WORDS } from '../order/statusWords.ts';
import { kindRests } from '../resting/rests.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** What the trader can do about a failure. */
const WAY_ON = {
  SLIPPAGE: 'Allow more slippage or a lower minimum, or wait for a better price.',
  INSUFFICIENT_BALANCE: 'Lower the amount or top up the wallet.',
  AMOUNT_TOO_SMALL: 'Try a larger amount.',
  NOT_ENOUGH_LIQUIDITY: 'Try a smaller amount or another pair.',
  NO_POOL: 'Choose another pair.',
  NO_ROUTE: 'Try another amount, another pair, or again later.',
  PRICE_MOVED: 'Place it again, or in smaller parts while the price is moving.',
  CHAIN_REFUSED: 'Place it again; if it happens again, report the order id below.',
  INTERRUPTED: 'Place it again.',
  ATTEMPTS_EXHAUSTED: 'Place it again; with more slippage if the price is moving.',
  NOT_LANDED: 'Place it again.',
  EXPIRED: 'Place it again if you still want it.',
  CHAIN_CHANGED: 'Place it again if you still want it.',
  WRONG_WALLET: 'Contact us.',
} as const satisfies Record<FailureCode, string>;

/** A failed order: the cause, whether funds moved, the next step, and the id for support. */
export function FailureCard(props: { order: OrderView; failure: FailureView; submissions: readonly SubmissionView[] }) {
  const { order, failure, submissions } = props;
  const locale = useLocale();
  const sent = submissions.length > 0;
  return (
    <section aria-label="Why it failed" className="rounded-lg border border-bad/50 bg-bad-soft p-4">
      <h2 className="mb-3 flex items-center gap-2 font-semibold">
        <WarningIcon className="text-bad" />
        {FAILURE_WORDS[failure.code]}
      </h2>
      <dl className="flex flex-col gap-2">
        <Line name="What happened">{failure.message}</Line>
        <Line name="Did funds move?">
          No. {paidText(order, locale)} {sent ? 'never left the wallet and is' : 'is'} free to trade again.
        </Line>
        <Line name="What to do">{WAY_ON[failure.code]}</Line>
        <Line name="Attempts">{kindRests(order) ? order.attempt : `${order.attempt} of ${MAX_ATTEMPTS}`}</Line>
        <Line name="Technical detail">
          <span className="font-mono text-2xs text-muted">
            {failure.code}: {failure.detail}
          </span>
        </Line>
        <Line name="Order id">
          <span className="font-mono text-2xs break-all text-muted">{order.orderId}</span>
          <CopyButton text={order.orderId} name="order id, to tell us" />
        </Line>
      </dl>
    </section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-3 max-sm:grid-cols-1 max-sm:gap-0">
      <dt className="text-muted">{name}</dt>
      <dd className="break-words text-ink">{children}</dd>
    </div>
  );
}
