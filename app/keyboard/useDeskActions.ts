'use client';
import { useEffect, useMemo, useRef } from 'react';
import { addActions, type DeskAction } from './deskActions.ts';

/**
 * Offers actions in the palette, and by their shortcuts, while the component is mounted. `run` may close over any value: the latest closure is
 * called. Actions and their words may change between renders.
 */
export function useDeskActions(actions: readonly DeskAction[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const words = JSON.stringify(actions.map(({ run, ...rest }) => rest));
  const offered = useMemo(
    () =>
      (JSON.parse(words) as Omit<DeskAction, 'run'>[]).map((action) => ({
        ...action,
        run: () => latest.current.find(({ id }) => id === action.id)?.run(),
      })),
    [words],
  );
  useEffect(() => addActions(offered), [offered]);
}
