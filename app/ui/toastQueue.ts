import { createExternalStore } from '../browser/externalStore.ts';

/** The tone of a message, shown by an icon's shape as well as by its colour. `busy` stays until it is updated. */
export type ToastTone = 'note' | 'busy' | 'good' | 'warn' | 'bad';

export type ToastMessage = {
  readonly title: string;
  readonly description?: string | undefined;
  readonly tone?: ToastTone | undefined;
  /** Progress: drawn as a row of segments, and expressed by title and description. */
  readonly progress?: { readonly done: number; readonly of: number } | undefined;
  /** An action. The message closes with it. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Milliseconds until it closes by itself; 0 stays until it is dismissed. By default 6 s, and `busy` stays. */
  readonly timeout?: number | undefined;
  /** Not announced, because another element announces the same. */
  readonly quiet?: boolean | undefined;
  /** Called when it was dismissed or has timed out. */
  readonly onClosed?: (() => void) | undefined;
};

export type ToastCommand =
  | { readonly type: 'show'; readonly id: string; readonly message: ToastMessage }
  | { readonly type: 'update'; readonly id: string; readonly change: Partial<ToastMessage> }
  | { readonly type: 'close'; readonly id: string };

export const NO_COMMANDS: readonly ToastCommand[] = [];

/** Pending operations on messages, in order: the toaster itself is loaded with the first of them. */
export const toastQueue = createExternalStore<readonly ToastCommand[]>(NO_COMMANDS);

let shown = 0;

function command(next: ToastCommand): void {
  toastQueue.set([...toastQueue.get(), next]);
}

/** Shows a message. A message with the same `id` is replaced. Returns the id, for `updateToast` and `closeToast`. */
export function showToast({ id = `toast-${++shown}`, ...message }: ToastMessage & { readonly id?: string }): string {
  command({ type: 'show', id, message });
  return id;
}

/** Changes a shown message in place, and restarts its timer. A dismissed message stays closed. */
export function updateToast(id: string, change: Partial<ToastMessage>): void {
  command({ type: 'update', id, change });
}

export function closeToast(id: string): void {
  command({ type: 'close', id });
}
