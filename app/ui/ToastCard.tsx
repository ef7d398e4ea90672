'use client';
import { Toast } from '@base-ui/react/toast';
import { CheckIcon, CrossIcon, InfoIcon, SpinnerIcon, WarningIcon } from './icons.tsx';
import type { ToastMessage, ToastTone } from './toastQueue.ts';

const LOOKS = {
  note: { icon: InfoIcon, mark: 'bg-accent-soft text-accent', bar: 'bg-accent' },
  busy: { icon: SpinnerIcon, mark: 'bg-accent-soft text-accent', bar: 'bg-accent' },
  good: { icon: CheckIcon, mark: 'bg-good-soft text-good', bar: 'bg-good' },
  warn: { icon: WarningIcon, mark: 'bg-warn-soft text-warn', bar: 'bg-warn' },
  bad: { icon: CrossIcon, mark: 'bg-bad-soft text-bad', bar: 'bg-bad' },
} as const satisfies Record<ToastTone, unknown>;

type ToastObject = ReturnType<typeof Toast.useToastManager<ToastMessage>>['toasts'][number];

/** It can be swiped away, and leaves in that direction. */
const MOTION = [
  'translate-x-(--toast-swipe-movement-x) translate-y-(--toast-swipe-movement-y) data-swiping:transition-none',
  'data-starting-style:opacity-0 data-ending-style:opacity-0 motion-safe:transition-[opacity,translate] motion-safe:duration-200',
  'motion-safe:data-starting-style:not-data-swiping:-translate-y-2 motion-safe:lg:data-starting-style:not-data-swiping:translate-y-2',
  'data-ending-style:data-[swipe-direction=right]:translate-x-[120%] data-ending-style:data-[swipe-direction=left]:-translate-x-[120%]',
  'data-ending-style:data-[swipe-direction=up]:-translate-y-[150%] data-ending-style:data-[swipe-direction=down]:translate-y-[150%]',
].join(' ');

/** One message: its tone's icon, its text, its progress and its action. */
export function ToastCard({ toast, onDone }: { toast: ToastObject; onDone: () => void }) {
  const { tone = 'note', progress, action, quiet = false } = toast.data ?? {};
  const { icon: Icon, mark, bar } = LOOKS[tone];
  return (
    <Toast.Root
      toast={toast}
      {...(quiet ? { 'aria-live': 'off' as const } : {})}
      swipeDirection={['left', 'right', 'up', 'down']}
      className={`overflow-hidden rounded-lg border border-line-strong bg-raised shadow-float data-limited:hidden ${MOTION}`}
    >
      <Toast.Content className="grid grid-cols-[auto_1fr_auto] items-start gap-x-3 p-3">
        <span className={`mt-0.5 grid size-6 shrink-0 place-items-center rounded-full ${mark}`}>
          <Icon className="size-3.5" />
        </span>
        <Toast.Title render={<p />} className="min-w-0 self-center font-medium text-ink" />
        <div className="-my-0.5 -mr-1 flex">
          {action !== undefined && (
            <button
              type="button"
              className="inline-flex h-7 shrink-0 items-center rounded-md px-2 font-medium text-accent hover:bg-hover max-lg:h-9"
              onClick={() => {
                action.run();
                onDone();
              }}
            >
              {action.label}
            </button>
          )}
          <Toast.Close
            aria-label="Dismiss"
            className="grid size-7 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink max-lg:size-9"
          >
            <CrossIcon className="size-3.5" />
          </Toast.Close>
        </div>
        <div className="col-span-2 col-start-2 pr-1">
          <Toast.Description className="text-muted [overflow-wrap:anywhere]" />
          {progress !== undefined && <Segments {...progress} look={bar} />}
        </div>
      </Toast.Content>
    </Toast.Root>
  );
}

/** The text beside it has the same information, so it is hidden from screen readers. */
function Segments({ done, of, look }: { done: number; of: number; look: string }) {
  return (
    <span aria-hidden="true" className="mt-2 flex gap-1">
      {Array.from({ length: of }, (_, index) => index + 1).map((step) => (
        <span
          key={step}
          className={`h-1 flex-1 rounded-full motion-safe:transition-colors motion-safe:duration-300 ${step <= done ? look : 'bg-line-strong'}`}
        />
      ))}
    </span>
  );
}
