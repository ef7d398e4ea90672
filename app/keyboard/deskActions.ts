import { createExternalStore } from '../browser/externalStore.ts';
import type { Hotkey } from './hotkey.ts';

/** The parts under which the palette and the list of shortcuts sort the actions. */
export const ACTION_GROUPS = ['Swap', 'Market', 'Orders', 'Account', 'View', 'Help'] as const;

/** An action that is available anywhere on the page: in the palette, and by its shortcut if it has one. */
export type DeskAction = {
  /** Unique among the actions that stand at one time. */
  readonly id: string;
  readonly group: (typeof ACTION_GROUPS)[number];
  /** What it does, as an imperative: `Flip the tokens`. */
  readonly label: string;
  /** Further words by which the palette finds it. */
  readonly keywords?: readonly string[];
  readonly hotkey?: Hotkey;
  readonly run: () => void;
};

export const NO_ACTIONS: readonly DeskAction[] = [];

/** The actions of everything that is mounted. */
export const deskActions = createExternalStore<readonly DeskAction[]>(NO_ACTIONS);

/** Adds actions; the returned function removes them. An action replaces an existing one with the same id. */
export function addActions(actions: readonly DeskAction[]): () => void {
  const ids = new Set(actions.map(({ id }) => id));
  deskActions.set([...deskActions.get().filter(({ id }) => !ids.has(id)), ...actions]);
  return () => deskActions.set(deskActions.get().filter((action) => !actions.includes(action)));
}
