'use client';
import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import { CrossIcon } from './icons.tsx';

/** Messages that come and go; the only place that shows them. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider limit={3} timeout={6_000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 bottom-16 z-50 mx-auto flex max-w-sm flex-col gap-2 lg:right-4 lg:bottom-4 lg:left-auto lg:mx-0 lg:w-80">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

export function useToasts(): { add(toast: { title: string; description: string }): void } {
  return Toast.useToastManager();
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg border border-line-strong bg-raised shadow-lg shadow-base motion-safe:transition-opacity motion-safe:duration-200 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3 p-3">
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium text-ink" />
          <Toast.Description className="text-muted" />
        </div>
        <Toast.Close aria-label="Dismiss" className="rounded p-1 text-faint hover:text-ink">
          <CrossIcon />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
