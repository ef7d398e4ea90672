'use client';
import { useEffect } from 'react';
import { preferences } from '../preferences/preferences.ts';
import { deskActions } from './deskActions.ts';
import { isSingleKey, matchesHotkey } from './hotkey.ts';
import { isMac } from './platform.ts';

/** True where typing is text: single keys belong to it. */
function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  );
}

/** True while a dialog or a list lies over the desk: the keys are its own. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="listbox"], [role="menu"]') !== null;
}

/** Listens for the shortcuts of all actions. */
export function Hotkeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const mac = isMac();
      const action = deskActions
        .get()
        .find(({ hotkey }) => hotkey !== undefined && matchesHotkey({ hotkey, press: event, mac }));
      if (action?.hotkey === undefined) return;
      if (isSingleKey(action.hotkey) && (!preferences.get().singleKeys || takesText(event.target))) return;
      if (isCovered()) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return null;
}
