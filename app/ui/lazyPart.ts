import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { showToast } from './toastQueue.ts';
import { whenIdle } from './whenIdle.ts';

type Load = () => Promise<unknown>;

const waiting: Load[] = [];
let mayFetch = false;
let isFetching = false;

/** One after another, each when the browser is idle, so that loading does not delay the trader's actions. */
function fetchNext(): void {
  const load = waiting.shift();
  isFetching = load !== undefined;
  if (load === undefined) return;
  whenIdle(() => void load().then(fetchNext, fetchNext));
}

/** Loads a part once the page is live and idle, so that it is available if the connection goes down. */
function fetchAtRest(load: Load): void {
  if (typeof window === 'undefined') return;
  waiting.push(load);
  if (mayFetch && !isFetching) fetchNext();
}

/** Starts loading the waiting parts, when the page is live for the first time. */
export function beginFetchingAtRest(): void {
  if (mayFetch) return;
  mayFetch = true;
  fetchNext();
}

function Missing(): null {
  return null;
}

/** The fallback for a part that can't be fetched: a note instead of a broken page. The browser requests a module only once. */
function sayMissing(): { default: typeof Missing } {
  showToast({
    id: 'missing-part',
    tone: 'warn',
    title: 'A part of the page could not be fetched',
    description: 'The connection was down. Your orders continue; reload the page to load this part.',
    action: { label: 'Reload', run: () => window.location.reload() },
    timeout: 0,
  });
  return { default: Missing };
}

/** A component that is fetched when it is first shown, or earlier when the page is idle. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  fetchAtRest(load);
  return lazy<ComponentType<Props>>(() =>
    load().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'ChunkLoadError') return sayMissing();
      throw error;
    }),
  );
}
