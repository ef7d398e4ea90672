'use client';
import type { ReactNode, RefObject } from 'react';
import { formatAmount } from '../../../core/amounts/format.ts';
import type { Token } from '../../../core/tokens/token.ts';
import { serverNow } from '../../browser/serverClock.ts';
import { BUTTON_LOOK } from '../../ui/buttonLook.ts';
import { TokenMark } from '../../ui/TokenMark.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { ReviewDialog } from '../ReviewDialog.tsx';
import { Term } from '../Term.tsx';
import { exitWarning } from './exitPlacement.ts';
import type { Rates } from './rates.ts';
import { isMetNow, type RestingOrder } from './restingOrder.ts';
import { restingSentence } from './restingSentence.ts';
import { restingTerms } from './restingTerms.ts';

/** The order under review, exactly as it will be sent. */
export type Reviewed = {
  readonly order: RestingOrder;
  /** See pageTime. */
  readonly openedAt: number;
};

type ReviewProps = {
  noun: string;
  reviewed: Reviewed;
  rates: Rates;
  blocker: string | undefined;
  onConfirm(order: RestingOrder): void;
};

/**
 * The confirm step of an order that rests. Its terms do not depend on a quote, so none goes out of date; the present quote is beside them, and the button
 * says so when the market has reached a trigger meanwhile.
 */
export function RestingReview(
  props: ReviewProps & { open: boolean; onClose(): void; returnFocusTo: RefObject<HTMLElement | null> },
) {
  const { open, onClose, returnFocusTo, ...form } = props;
  return (
    <ReviewDialog
      open={open}
      openedAt={form.reviewed.openedAt}
      title={`Review ${form.noun}`}
      onClose={onClose}
      returnFocusTo={returnFocusTo}
    >
      {(parts) => <Form {...form} {...parts} />}
    </ReviewDialog>
  );
}

function Form(props: ReviewProps & { title: ReactNode; close: ReactNode }) {
  const { noun, reviewed, rates, blocker, onConfirm } = props;
  const { order } = reviewed;
  const { tokenIn, tokenOut } = order.pair;
  const locale = useLocale();
  const now = serverNow();
  const warning = exitWarning(order, rates, locale);
  return (
    <form
      className="flex min-h-0 flex-col short:overflow-y-auto"
      onSubmit={(event) => {
        event.preventDefault();
        if (blocker === undefined) onConfirm(order);
      }}
    >
      <header className="flex h-12 shrink-0 items-center justify-between gap-3 border-b border-line px-4">
        {props.title}
        {props.close}
      </header>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4 short:shrink-0 short:overflow-visible">
        <div className="flex flex-col gap-2 rounded-lg border border-line bg-ground p-3">
          <Side name="You pay" token={tokenIn} amount={order.amountIn} />
          <Side name="Would get now" token={tokenOut} amount={rates.quote?.numerator} />
        </div>
        <dl className="flex flex-col">
          {restingTerms({ order, now, locale }).map(({ name, value }) => (
            <Term key={name} name={name}>
              {value}
            </Term>
          ))}
          <Term name="Network fee and rent">Paid by the engine</Term>
        </dl>
        <p
          className={`rounded-md border px-3 py-2 whitespace-pre-line ${warning ? 'border-warn/40 bg-warn-soft' : 'border-line bg-raised'}`}
        >
          {warning !== undefined && <strong className="font-semibold">{warning} </strong>}
          {restingSentence({ order, isMet: isMetNow(order, rates), now, locale })}
        </p>
      </div>
      <footer className="shrink-0 border-t border-line p-4 short:sticky short:bottom-0 short:bg-panel short:p-2">
        <button
          type="submit"
          aria-disabled={blocker !== undefined}
          // Neither the second click of a double click that opened the step, nor that of one here.
          onClick={(event) => event.detail > 1 && event.preventDefault()}
          className={BUTTON_LOOK.primary}
        >
          {blocker ?? `Place ${noun}`}
        </button>
      </footer>
    </form>
  );
}

function Side({ name, token, amount }: { name: string; token: Token; amount: bigint | undefined }) {
  const locale = useLocale();
  return (
    <div className="flex items-center justify-between gap-3">
      <span className="shrink-0 text-muted">{name}</span>
      <span className="flex min-w-0 items-center justify-end gap-2 font-semibold">
        <TokenMark symbol={token.symbol} />
        {amount === undefined ? '—' : formatAmount({ amount, decimals: token.decimals, locale })} {token.symbol}
      </span>
    </div>
  );
}
