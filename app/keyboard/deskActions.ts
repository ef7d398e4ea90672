import { createExternalStore } from '../browser/externalStore.ts';
import type { Hotkey } from './hotkey.ts';

/** The groups of actions in the palette and in the list of shortcuts. */
export const ACTION_GROUPS = ['Swap', 'Market', 'Orders', 'Account', 'View', 'Help'] as const;

/** An action that is available anywhere on the page: in the palette, and by its shortcut if it has one. */
export type DeskAction = {
  /** Unique among the mounted actions. */
  readonly id: string;
  readonly group: (typeof ACTION_GROUPS)[number];
  /** The action in words, as an imperative: `Flip the tokens`. */
  readonly label: string;
  /** More words by which the palette finds it. */
  readonly keywords?: readonly string[];
  readonly hotkey?: Hotkey;
  readonly run: () => void;
};

export const NO_ACTIONS: readonly DeskAction[] = [];

/** The actions of all mounted components. */
export const deskActions = createExternalStore<readonly DeskAction[]>(NO_ACTIONS);

/** Adds actions; the returned function removes them. An action replaces an existing one with the same id. */
export function addActions(actions: readonly DeskAction[]): () => void {
  const ids = new Set(actions.map(({ id }) => id));
  deskActions.set([...deskActions.get().filter(({ id }) => !ids.has(id)), ...actions]);
  return () => deskActions.set(deskActions.get().filter((action) => !actions.includes(action)));
}
