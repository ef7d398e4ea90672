'use client';
import { Toast } from '@base-ui/react/toast';
import { useEffect } from 'react';
import { useExternalStore } from '../live/externalStore.ts';
import { CrossIcon } from './icons.tsx';
import { NO_MESSAGES, toastQueue } from './toastQueue.ts';

const SHOWN_MS = 6_000;

export default function ToastViewport() {
  return (
    <Toast.Provider limit={3} timeout={SHOWN_MS}>
      <FromQueue />
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 bottom-16 z-50 mx-auto flex max-w-sm flex-col gap-2 lg:right-4 lg:bottom-4 lg:left-auto lg:mx-0 lg:w-80">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function FromQueue() {
  const { add } = Toast.useToastManager();
  const waiting = useExternalStore(toastQueue, NO_MESSAGES);
  useEffect(() => {
    if (waiting.length === 0) return;
    toastQueue.set(NO_MESSAGES);
    for (const message of waiting) add(message);
  }, [waiting, add]);
  return null;
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg border border-line-strong bg-raised shadow-lg shadow-ground data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0 motion-safe:transition-opacity motion-safe:duration-200"
    >
      <Toast.Content className="flex items-start gap-3 p-3">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium text-ink" />
          <Toast.Description className="break-words text-muted" />
        </div>
        <Toast.Close aria-label="Dismiss" className="rounded p-1 text-faint hover:text-ink">
          <CrossIcon />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
