'use client';
import { useEffect } from 'react';
import { preferences } from '../preferences/preferences.ts';
import { deskActions } from './deskActions.ts';
import { isSingleKey, matchesHotkey } from './hotkey.ts';
import { isMac } from './platform.ts';

const NO_TEXT = ['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file', 'image'];
/** Elements that cover the desk and handle keys themselves. A message has the role of a dialog too, but the page stays usable. */
const COVERS = ['dialog', 'alertdialog', 'listbox', 'menu']
  .map((role) => `[role="${role}"]:not([aria-modal="false"])`)
  .join(', ');
/** The key name in events of an input method. */
const TAKEN_BY_INPUT_METHOD = 229;

/** True where keys enter text: single-key shortcuts do not apply there. */
function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type);
}

/** A closing dialog no longer covers the desk, even while it fades out. */
function isCovered(): boolean {
  return [...document.querySelectorAll(COVERS)].some(
    (cover) => cover.checkVisibility() && cover.closest('[data-closed]') === null,
  );
}

function isTaken(event: KeyboardEvent): boolean {
  return event.defaultPrevented || event.repeat || event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
}

/** Listens for the shortcuts of all actions. */
export function Hotkeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
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
