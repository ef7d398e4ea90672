'use client';
import { useRef, useState } from 'react';
import { serverNow } from '../../browser/serverClock.ts';
import { usePreferences } from '../../preferences/usePreferences.ts';
import { InfoIcon } from '../../ui/icons.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { AmountFields } from '../AmountFields.tsx';
import { focusWhole } from '../focusWhole.ts';
import { pageTime } from '../frozenQuote.ts';
import { TicketActions } from '../TicketActions.tsx';
import { TicketEnd } from '../TicketEnd.tsx';
import type { TicketFormProps } from '../ticketKind.ts';
import { useGate } from '../useGate.ts';
import { AdvancedTerms } from './AdvancedTerms.tsx';
import { exitWarning } from './exitPlacement.ts';
import { PresentQuote } from './PresentQuote.tsx';
import { RestingReview, type Reviewed } from './RestingReview.tsx';
import type { Rates } from './rates.ts';
import type { RestingKind } from './restingKind.ts';
import { isMetNow, type RestingOrder } from './restingOrder.ts';
import { restingSentence } from './restingSentence.ts';
import { obstacleOf, useRestingOrder } from './useRestingOrder.ts';
import { ValidityChoice } from './ValidityChoice.tsx';

/** The form of an order that rests: amounts, prices, how long it waits, and a sentence that says what will happen. */
export function RestingForm({ kind, onSent }: TicketFormProps & { kind: RestingKind }) {
  const gate = useGate();
  const { pair, rates, order, obstacle } = useRestingOrder(kind);
  const { oneClick } = usePreferences();
  const [reviewed, setReviewed] = useState<Reviewed>();
  const [isOpen, setOpen] = useState(false);
  const amount = useRef<HTMLInputElement>(null);
  const returnFocusTo = useRef<HTMLElement>(null);
  const blocker = gate.blocker(obstacle);
  const label = `${oneClick ? 'Place' : 'Review'} ${kind.noun}`;
  const { Fields, Receive, armsExit = false } = kind;

  const send = ({ request }: RestingOrder) => {
    setOpen(false);
    if (gate.send(request)) onSent();
  };
  const submit = () => {
    if (blocker !== undefined || order === undefined) return;
    if (oneClick) return send(order);
    returnFocusTo.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setReviewed({ order, openedAt: pageTime() });
    setOpen(true);
  };
  return (
    <>
      <TicketActions focusAmount={() => focusWhole(amount.current)} submit={submit} submitLabel={label} />
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <AmountFields
          amountRef={amount}
          receive={Receive === undefined ? <PresentQuote /> : <Receive pair={pair} rates={rates} />}
        />
        <Fields pair={pair} rates={rates} />
        <ValidityChoice label={armsExit ? 'Entry valid' : 'Valid for'} />
        {kind.worstPrices.length > 0 && (
          <AdvancedTerms worstPrices={kind.worstPrices} armsExit={armsExit} tokenOut={pair.tokenOut} />
        )}
        <Outlook about={kind.about} order={obstacle === undefined ? order : undefined} rates={rates} />
        <TicketEnd blocker={blocker} label={label} noWorkers={gate.noWorkers} />
      </form>
      {reviewed !== undefined && (
        <RestingReview
          noun={kind.noun}
          open={isOpen}
          reviewed={reviewed}
          rates={rates}
          blocker={gate.blocker(obstacleOf(reviewed.order, rates))}
          onConfirm={send}
          onClose={() => setOpen(false)}
          returnFocusTo={returnFocusTo}
        />
      )}
    </>
  );
}

/** What the order will do; where there is none that could be sent, what its kind does. */
function Outlook({ about, order, rates }: { about: string; order: RestingOrder | undefined; rates: Rates }) {
  const locale = useLocale();
  const isMet = order !== undefined && isMetNow(order, rates);
  const warning = order && exitWarning(order, rates, locale);
  const warns = isMet || warning !== undefined;
  const text = order === undefined ? about : restingSentence({ order, isMet, now: serverNow(), locale });
  return (
    <p
      className={`flex gap-2 rounded-md border px-3 py-2 text-xs leading-4.5 ${warns ? 'border-warn/40 bg-warn-soft text-ink' : 'border-line text-muted'}`}
    >
      <InfoIcon className={`mt-0.5 size-4 shrink-0 ${warns ? 'text-warn' : 'text-faint'}`} />
      <span className="min-w-0 whitespace-pre-line">
        {warning !== undefined && <strong className="font-semibold">{warning} </strong>}
        {text}
      </span>
    </p>
  );
}
