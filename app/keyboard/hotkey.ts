/**
 * A shortcut as written in the code: `mod+k` (⌘ on a Mac, Ctrl elsewhere), or a single key such as `f` or `?`. Compared with the sign that was
 * typed, so that it fits every keyboard that has it; see `signOf` for those that have not.
 */
export type Hotkey = string;

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MOD = 'mod+';

/** True for shortcuts of one key without ⌘ or Ctrl: they are silent while text is typed, and can be switched off. */
export function isSingleKey(hotkey: Hotkey): boolean {
  return !hotkey.startsWith(MOD);
}

function keyOf(hotkey: Hotkey): string {
  return isSingleKey(hotkey) ? hotkey : hotkey.slice(MOD.length);
}

/**
 * The character of a key press. A keyboard of another script (Cyrillic, Greek, Hebrew) has no Latin letters, so there the key's position counts.
 * The same applies to digits, which some keyboards (French) type only with Shift.
 */
function signOf({ key, code }: KeyPress, wanted: string): string {
  if (/^\d$/.test(wanted) && code === `Digit${wanted}`) return wanted;
  const isForeignLetter = key.length === 1 && /[^\p{Script=Latin}\p{Script=Common}]/u.test(key);
  if (isForeignLetter && /^Key[A-Z]$/.test(code)) return code.slice('Key'.length).toLowerCase();
  return key.toLowerCase();
}

/**
 * True when the key press is the shortcut. Shift may be needed to type a character such as `?`, so it is ignored for a single such character;
 * with a letter, or with ⌘ or Ctrl, it makes a different shortcut.
 */
export function matchesHotkey(opts: { hotkey: Hotkey; press: KeyPress; mac: boolean }): boolean {
  const { hotkey, press, mac } = opts;
  const wantsMod = !isSingleKey(hotkey);
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (mod !== wantsMod || other || press.altKey) return false;
  const wanted = keyOf(hotkey).toLowerCase();
  if (press.shiftKey && (wantsMod || /^[a-z]$/.test(wanted))) return false;
  return signOf(press, wanted) === wanted;
}

const NAMES: Readonly<Record<string, string>> = { enter: 'Enter', escape: 'Esc', arrowup: '↑', arrowdown: '↓' };

/** The keys to press, one by one, as displayed: `['⌘', 'K']`. */
export function hotkeyParts(opts: { hotkey: Hotkey; mac: boolean }): readonly string[] {
  const { hotkey, mac } = opts;
  const key = keyOf(hotkey);
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return isSingleKey(hotkey) ? [name] : [mac ? '⌘' : 'Ctrl', name];
}

/** The shortcut in the syntax of `aria-keyshortcuts`. */
export function ariaHotkey(opts: { hotkey: Hotkey; mac: boolean }): string {
  const { hotkey, mac } = opts;
  return isSingleKey(hotkey) ? hotkey : `${mac ? 'Meta' : 'Control'}+${keyOf(hotkey)}`;
}
