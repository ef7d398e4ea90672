'use client';
import { type MouseEvent, useEffect, useId } from 'react';
import { deskActions } from '../keyboard/deskActions.ts';
import { Keys } from '../keyboard/Keys.tsx';
import { useNewOrders, useOnItsWay } from '../live/DeskContext.tsx';
import { setPreferences } from '../preferences/preferences.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { DismissButton } from '../ui/DismissButton.tsx';
import { CheckIcon } from '../ui/icons.tsx';

const STEPS = [
  { title: 'Enter an amount', text: 'Every venue is quoted live.' },
  { title: 'Review and confirm', text: 'Never less than the minimum.' },
  { title: 'Watch each step', text: 'Every order stays in the list.' },
] as const;

/** Milliseconds for which the hint stays after the first order; later it would cover that order. */
const LEAVES_AFTER_MS = 2_500;

/** Number of the steps that this visit has taken: the first order takes the first two at once. */
function useStepsTaken(): number {
  const isPlaced = useNewOrders().length > 0;
  const isSent = useOnItsWay().length > 0;
  return isPlaced || isSent ? 2 : 0;
}

function dismiss(): void {
  setPreferences({ hintSeen: true });
}

/** With the keyboard, the focus moves to the ticket's amount, to which the hint points. */
function onDismiss(event: MouseEvent): void {
  const isByKeyboard = event.detail === 0;
  dismiss();
  if (isByKeyboard)
    deskActions
      .get()
      .find(({ hotkey }) => hotkey === 'a')
      ?.run();
}

/**
 * Three steps in a card: on a wide screen at the desk's foot, over the end of the list of orders; on a narrow one below the ticket, where it
 * is scrolled to. It covers no field or button and shifts nothing.
 */
export default function HintCard() {
  const id = useId();
  const taken = useStepsTaken();
  const isTaken = taken > 0;
  useEffect(() => {
    if (!isTaken) return;
    const timer = setTimeout(dismiss, LEAVES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isTaken]);
  return (
    <aside
      aria-labelledby={id}
      onKeyDown={(event) => event.key === 'Escape' && dismiss()}
      className="rounded-xl border border-line-strong bg-raised p-3 max-lg:mx-auto max-lg:w-full max-lg:max-w-xl starting:opacity-0 motion-safe:transition-opacity motion-safe:duration-300 lg:fixed lg:bottom-11 lg:left-4 lg:z-20 lg:w-84 lg:p-4 lg:shadow-float"
    >
      <div className="flex items-center justify-between gap-3">
        <h2 id={id} className="font-semibold">
          Your first swap
        </h2>
        <DismissButton
          label="Dismiss the hint"
          onDismiss={onDismiss}
          look="-my-1 -mr-1 size-7 rounded-md text-faint hover:bg-hover hover:text-ink max-lg:size-9"
        />
      </div>
      <ol className="mt-2 grid gap-2">
        {STEPS.map(({ title, text }, index) => (
          <li key={title} className="flex gap-2.5">
            <StepMark number={index + 1} isDone={index < taken} isNext={index === taken} />
            <p className="flex min-w-0 flex-wrap gap-x-1.5">
              <span className="font-medium">{title}</span>
              <span className="text-muted">{text}</span>
            </p>
          </li>
        ))}
      </ol>
      <div className="mt-3 flex items-center gap-3 max-lg:hidden">
        <button type="button" onClick={onDismiss} className={BUTTON_LOOK.quiet}>
          Got it
        </button>
        <p className="flex items-center gap-1.5 text-2xs text-muted">
          <Keys hotkey="a" /> enters an amount, <Keys hotkey="?" /> shows all keys.
        </p>
      </div>
    </aside>
  );
}

function StepMark({ number, isDone, isNext }: { number: number; isDone: boolean; isNext: boolean }) {
  const look = isDone
    ? 'border-good bg-good-soft text-good'
    : isNext
      ? 'border-accent bg-accent-soft text-accent'
      : 'border-line-strong text-muted';
  return (
    <span className={`grid size-5 shrink-0 place-items-center rounded-full border text-2xs font-semibold ${look}`}>
      {isDone ? (
        <>
          <CheckIcon className="size-3" />
          <span className="sr-only">Done: </span>
        </>
      ) : (
        number
      )}
    </span>
  );
}
