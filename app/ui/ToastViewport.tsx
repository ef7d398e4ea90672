'use client';
import { Toast } from '@base-ui/react/toast';
import { useEffect } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { useOpenedOrder } from '../navigation/openedOrder.ts';
import { ToastCard } from './ToastCard.tsx';
import { NO_COMMANDS, type ToastMessage, toastQueue } from './toastQueue.ts';

const SHOWN_MS = 6_000;
const SHOWN_AT_ONCE = 3;

const BESIDE_TICKET = 'max-lg:top-14 lg:right-[26.25rem]';
/** Keeps the top of an order's drawer visible. */
const BESIDE_DRAWER = 'max-lg:bottom-3 lg:right-[34rem]';

/**
 * Where messages stand: on a wide screen at the foot of the desk, beside the ticket's column; on a phone below the header, away from the
 * ticket's button and the navigation. F6 moves the focus here; what changes is announced politely.
 */
export default function ToastViewport() {
  const hasDrawer = useOpenedOrder().orderId !== null;
  return (
    <Toast.Provider limit={SHOWN_AT_ONCE} timeout={SHOWN_MS}>
      <FromQueue />
      <Toast.Portal>
        <Toast.Viewport
          className={`fixed z-50 flex flex-col gap-2 rounded-lg max-lg:inset-x-3 max-lg:mx-auto max-lg:max-w-sm lg:bottom-10 lg:w-96 lg:flex-col-reverse ${hasDrawer ? BESIDE_DRAWER : BESIDE_TICKET}`}
        >
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function shapeOf(message: ToastMessage) {
  const timeout = message.timeout ?? (message.tone === 'busy' ? 0 : SHOWN_MS);
  const { title, description, onClosed } = message;
  return { title, description, timeout, data: message, ...(onClosed === undefined ? {} : { onClose: onClosed }) };
}

function FromQueue() {
  const { add, update, close } = Toast.useToastManager<ToastMessage>();
  const waiting = useExternalStore(toastQueue, NO_COMMANDS);
  useEffect(() => {
    if (waiting.length === 0) return;
    toastQueue.set(NO_COMMANDS);
    for (const command of waiting) {
      if (command.type === 'show') add({ id: command.id, ...shapeOf(command.message) });
      else if (command.type === 'close') close(command.id);
      else {
        const { id, change } = command;
        update(id, ({ data }) => (data === undefined ? {} : shapeOf({ ...data, ...change })));
      }
    }
  }, [waiting, add, update, close]);
  return null;
}

function Toasts() {
  const { toasts, close } = Toast.useToastManager<ToastMessage>();
  return toasts.map((toast) => <ToastCard key={toast.id} toast={toast} onDone={() => close(toast.id)} />);
}
