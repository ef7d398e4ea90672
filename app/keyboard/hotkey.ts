/**
 * A shortcut as written in the code: `mod+k` (⌘ on a Mac, Ctrl elsewhere), `shift+?`, or a single key such as `f`. Compared with the key that
 * was typed, not with its place, so that it fits every keyboard's letters.
 */
export type Hotkey = string;

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** True for shortcuts of one key without ⌘ or Ctrl: they are silent while text is typed, and can be switched off. */
export function isSingleKey(hotkey: Hotkey): boolean {
  return !hotkey.startsWith('mod+');
}

/** True when the key press is the shortcut. Shift is part of the sign that it makes, so it counts only with letters. */
export function matchesHotkey(opts: { hotkey: Hotkey; press: KeyPress; mac: boolean }): boolean {
  const { hotkey, press, mac } = opts;
  const wantsMod = hotkey.startsWith('mod+');
  const key = wantsMod ? hotkey.slice('mod+'.length) : hotkey;
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (mod !== wantsMod || other || press.altKey) return false;
  if (press.shiftKey && /^[a-z]$/i.test(press.key)) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

const NAMES: Readonly<Record<string, string>> = { enter: 'Enter', escape: 'Esc', arrowup: '↑', arrowdown: '↓' };

/** The keys to press, one by one, as a person reads them: `['⌘', 'K']`. */
export function hotkeyParts(opts: { hotkey: Hotkey; mac: boolean }): readonly string[] {
  const { hotkey, mac } = opts;
  const wantsMod = hotkey.startsWith('mod+');
  const key = wantsMod ? hotkey.slice('mod+'.length) : hotkey;
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return wantsMod ? [mac ? '⌘' : 'Ctrl', name] : [name];
}

/** The form that `aria-keyshortcuts` takes. */
export function ariaHotkey(opts: { hotkey: Hotkey; mac: boolean }): string {
  const { hotkey, mac } = opts;
  return hotkey.replace('mod+', mac ? 'Meta+' : 'Control+');
}
