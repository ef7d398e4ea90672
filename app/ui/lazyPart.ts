import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { showToast } from './toastQueue.ts';
import { whenIdle } from './whenIdle.ts';

type Load = () => Promise<unknown>;

const waiting: Load[] = [];
let mayFetch = false;
let isFetching = false;

/** One after another, each when the browser is at rest: nothing of it is in the way of what the trader does. */
function fetchNext(): void {
  const load = waiting.shift();
  isFetching = load !== undefined;
  if (load === undefined) return;
  whenIdle(() => void load().then(fetchNext, fetchNext));
}

/** Has something fetched once the page is live and at rest, so that it is there when the link is not. */
function fetchAtRest(load: Load): void {
  if (typeof window === 'undefined') return;
  waiting.push(load);
  if (mayFetch && !isFetching) fetchNext();
}

/** Begins to fetch what waits for that; from the first live link on. */
export function beginFetchingAtRest(): void {
  if (mayFetch) return;
  mayFetch = true;
  fetchNext();
}

function Missing(): null {
  return null;
}

/** What a part that can't be fetched leaves: a word on it instead of a broken page. The browser asks for a file of the page once only. */
function sayMissing(): { default: typeof Missing } {
  showToast({
    id: 'missing-part',
    tone: 'warn',
    title: 'A part of the page could not be fetched',
    description: 'The link was down. Your orders go on; reload the page to have all of it.',
    action: { label: 'Reload', run: () => window.location.reload() },
    timeout: 0,
  });
  return { default: Missing };
}

/** A component that is fetched when it is first shown, or before that when the page has come to rest. */
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
