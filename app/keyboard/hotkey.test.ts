import { describe, expect, it } from 'vitest';
import { ariaHotkey, hotkeyParts, isSingleKey, matchesHotkey } from './hotkey.ts';

type Press = Parameters<typeof matchesHotkey>[0]['press'];

function press(key: string, more: Partial<Press> = {}): Press {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

function matches(hotkey: string, keys: Press, mac = false): boolean {
  return matchesHotkey({ hotkey, press: keys, mac });
}

describe('matchesHotkey', () => {
  it('matches a single letter, with caps lock too, but not with Shift, Ctrl, Alt or ⌘', () => {
    expect(matches('f', press('f'))).toBe(true);
    expect(matches('f', press('F'))).toBe(true);
    expect(matches('f', press('F', { shiftKey: true }))).toBe(false);
    expect(matches('f', press('f', { ctrlKey: true }))).toBe(false);
    expect(matches('f', press('f', { altKey: true }))).toBe(false);
    expect(matches('f', press('f', { metaKey: true }))).toBe(false);
  });

  it('matches a sign on any keyboard layout', () => {
    expect(matches('?', press('?', { code: 'Slash', shiftKey: true }))).toBe(true);
    expect(matches('?', press('?', { code: 'KeyM' }))).toBe(true);
    expect(matches('/', press('/', { code: 'Digit7', shiftKey: true }))).toBe(true);
    expect(matches('/', press('?', { code: 'Slash', shiftKey: true }))).toBe(false);
  });

  it('matches digits by sign or by position', () => {
    expect(matches('1', press('1', { code: 'Numpad1' }))).toBe(true);
    expect(matches('1', press('&', { code: 'Digit1' }))).toBe(true);
    expect(matches('1', press('1', { code: 'Digit1', shiftKey: true }))).toBe(true);
    expect(matches('1', press('2', { code: 'Digit2' }))).toBe(false);
  });

  it('matches by position where the letter is not Latin, and by letter where it is', () => {
    expect(matches('f', press('а', { code: 'KeyF' }))).toBe(true);
    expect(matches('mod+k', press('л', { code: 'KeyK', ctrlKey: true }))).toBe(true);
    expect(matches('a', press('q', { code: 'KeyA' }))).toBe(false);
    expect(matches('f', press('é', { code: 'KeyF' }))).toBe(false);
  });

  it('matches ⌘ on a Mac and Ctrl elsewhere, never both and never with Shift', () => {
    expect(matches('mod+k', press('k', { ctrlKey: true }))).toBe(true);
    expect(matches('mod+k', press('k', { metaKey: true }))).toBe(false);
    expect(matches('mod+k', press('k', { metaKey: true }), true)).toBe(true);
    expect(matches('mod+k', press('k', { ctrlKey: true }), true)).toBe(false);
    expect(matches('mod+k', press('k', { ctrlKey: true, metaKey: true }))).toBe(false);
    expect(matches('mod+k', press('K', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('mod+enter', press('Enter', { ctrlKey: true }))).toBe(true);
    expect(matches('mod+enter', press('Enter'))).toBe(false);
  });
});

describe('the text of a shortcut', () => {
  it('names its keys as on the keyboard', () => {
    expect(hotkeyParts({ hotkey: 'mod+k', mac: true })).toEqual(['⌘', 'K']);
    expect(hotkeyParts({ hotkey: 'mod+enter', mac: false })).toEqual(['Ctrl', 'Enter']);
    expect(hotkeyParts({ hotkey: '?', mac: false })).toEqual(['?']);
  });

  it('has the form of aria-keyshortcuts', () => {
    expect(ariaHotkey({ hotkey: 'mod+k', mac: true })).toBe('Meta+k');
    expect(ariaHotkey({ hotkey: 'f', mac: false })).toBe('f');
  });

  it('distinguishes single keys from chords', () => {
    expect(isSingleKey('f')).toBe(true);
    expect(isSingleKey('mod+k')).toBe(false);
  });
});
