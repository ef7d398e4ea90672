'use client';
import { CheckIcon, CrossIcon } from '../ui/icons.tsx';
import { duration, msBetween } from '../ui/instant.ts';
import { useLocale } from '../ui/useLocale.ts';
import type { OrderStep } from './orderSteps.ts';
import { STATUS_WORDS } from './statusWords.ts';

/** An order's way as a row of steps, each with the time it took to get there since the order was accepted. */
export function OrderSteps({ steps, acceptedAt }: { steps: readonly OrderStep[]; acceptedAt: string }) {
  return (
    <ol aria-label="Steps" className="grid grid-cols-5 gap-1">
      {steps.map((step) => (
        <Step key={step.status} step={step} acceptedAt={acceptedAt} />
      ))}
    </ol>
  );
}

const BAR = { done: 'bg-good', now: 'bg-accent pulse-soft', ahead: 'bg-line' } as const;

function Step({ step, acceptedAt }: { step: OrderStep; acceptedAt: string }) {
  const locale = useLocale();
  const failed = step.status === 'failed';
  const ink = step.state === 'ahead' ? 'text-faint' : failed ? 'text-bad' : 'text-muted';
  const since = step.at === undefined || step.status === 'pending' ? undefined : msBetween(acceptedAt, step.at);
  return (
    <li aria-current={step.state === 'now' ? 'step' : undefined} className={`min-w-0 text-2xs ${ink}`}>
      <span aria-hidden="true" className={`block h-0.75 rounded-full ${failed ? 'bg-bad' : BAR[step.state]}`} />
      <span className="mt-1 flex items-center gap-1 whitespace-nowrap">
        {step.state === 'done' && !failed && <CheckIcon className="size-3 text-good max-sm:hidden" />}
        {failed && <CrossIcon className="size-3 max-sm:hidden" />}
        <span className={step.state === 'now' ? 'text-accent' : ''}>{STATUS_WORDS[step.status]}</span>
        {since !== undefined && (
          <span className="truncate text-faint max-sm:hidden">{duration({ ms: since, locale })}</span>
        )}
        {step.state !== 'done' && <span className="sr-only">{step.state === 'now' ? ', now' : ', not yet'}</span>}
      </span>
    </li>
  );
}
