'use client';
import { Suspense, useState } from 'react';
import { formatCount } from '../../core/amounts/format.ts';
import { useCancelAll } from '../cancelling/useCancelAll.ts';
import { useDeskActions } from '../keyboard/useDeskActions.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { showToast } from '../ui/toastQueue.ts';
import { useFocusHandedOn } from '../ui/useFocusHandedOn.ts';
import { useLocale } from '../ui/useLocale.ts';
import { useOrderCounts } from './useOrderCounts.ts';

const CancelAllDialog = lazyPart(() => import('../cancelling/CancelAllDialog.tsx'));

const chosenTab = (button: HTMLElement) =>
  button.closest('section')?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');

/** Cancels all open orders after a confirmation: by key and command everywhere on the desk, by the button where it is `shown`. */
export function CancelAllTool({ shown }: { shown: boolean }) {
  const { isUnderWay, run } = useCancelAll();
  const count = useCancellable();
  const [step, setStep] = useState<'unused' | 'open' | 'closed'>('unused');
  const ask = () => {
    if (isUnderWay) return;
    if (count !== undefined) setStep('open');
    else showToast({ id: 'cancel-all', title: 'No open orders', description: 'There is nothing to cancel.' });
  };
  useDeskActions([
    {
      id: 'blotter-cancel-all',
      group: 'Orders',
      label: 'Cancel all open orders',
      keywords: ['stop', 'withdraw'],
      hotkey: 'x',
      run: ask,
    },
  ]);
  return (
    <>
      {shown && count !== undefined && <CancelAllButton isUnderWay={isUnderWay} onAsk={ask} />}
      {step !== 'unused' && (
        <Suspense fallback={null}>
          <CancelAllDialog
            open={step === 'open'}
            count={count}
            onClose={() => setStep('closed')}
            onConfirm={() => {
              setStep('closed');
              run();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function CancelAllButton({ isUnderWay, onAsk }: { isUnderWay: boolean; onAsk(): void }) {
  const button = useFocusHandedOn<HTMLButtonElement>(chosenTab);
  return (
    <button
      ref={button}
      type="button"
      title="Cancel all open orders (X)"
      aria-disabled={isUnderWay}
      className={`${BUTTON_LOOK.quiet} shrink-0 aria-disabled:opacity-50 max-lg:order-last max-lg:h-11 max-lg:basis-full`}
      onClick={onAsk}
    >
      {isUnderWay ? 'Cancelling…' : 'Cancel all'}
    </button>
  );
}

/** The open orders that have an id, in words; undefined when there are none. */
function useCancellable(): string | undefined {
  const { open, sending } = useOrderCounts();
  const locale = useLocale();
  const value = (open?.value ?? 0) - sending;
  if (value <= 0) return undefined;
  const more = open?.isCapped === true ? '+' : '';
  return `${formatCount({ value, locale })}${more} open ${value === 1 ? 'order' : 'orders'}`;
}
