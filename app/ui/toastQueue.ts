import { createExternalStore } from '../live/externalStore.ts';

export type Message = { readonly title: string; readonly description: string };

export const NO_MESSAGES: readonly Message[] = [];

/** Messages that wait to be shown. */
export const toastQueue = createExternalStore<readonly Message[]>(NO_MESSAGES);

/** Shows a message for a while. */
export function showToast(message: Message): void {
  toastQueue.set([...toastQueue.get(), message]);
}
