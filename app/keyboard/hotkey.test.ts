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
  it('takes a single letter, with caps lock too, but not with Shift, Ctrl, Alt or ⌘', () => {
    expect(matches('f', press('f'))).toBe(true);
    expect(matches('f', press('F'))).toBe(true);
    expect(matches('f', press('F', { shiftKey: true }))).toBe(false);
    expect(matches('f', press('f', { ctrlKey: true }))).toBe(false);
    expect(matches('f', press('f', { altKey: true }))).toBe(false);
    expect(matches('f', press('f', { metaKey: true }))).toBe(false);
  });

  it('takes a sign however the keyboard makes it', () => {
    expect(matches('?', press('?', { code: 'Slash', shiftKey: true }))).toBe(true);
    expect(matches('?', press('?', { code: 'KeyM' }))).toBe(true);
    expect(matches('/', press('/', { code: 'Digit7', shiftKey: true }))).toBe(true);
    expect(matches('/', press('?', { code: 'Slash', shiftKey: true }))).toBe(false);
  });

  it('takes digits by sign or by place', () => {
    expect(matches('1', press('1', { code: 'Numpad1' }))).toBe(true);
    expect(matches('1', press('&', { code: 'Digit1' }))).toBe(true);
    expect(matches('1', press('1', { code: 'Digit1', shiftKey: true }))).toBe(true);
    expect(matches('1', press('2', { code: 'Digit2' }))).toBe(false);
  });

  it('takes the place of a key whose letter is not Latin, and the letter of one that is', () => {
    expect(matches('f', press('а', { code: 'KeyF' }))).toBe(true);
    expect(matches('mod+k', press('л', { code: 'KeyK', ctrlKey: true }))).toBe(true);
    expect(matches('a', press('q', { code: 'KeyA' }))).toBe(false);
    expect(matches('f', press('é', { code: 'KeyF' }))).toBe(false);
  });

  it('takes ⌘ on a Mac and Ctrl elsewhere, never both and never with Shift', () => {
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

describe('how a shortcut is written', () => {
  it('names its keys as they stand on the keyboard', () => {
    expect(hotkeyParts({ hotkey: 'mod+k', mac: true })).toEqual(['⌘', 'K']);
    expect(hotkeyParts({ hotkey: 'mod+enter', mac: false })).toEqual(['Ctrl', 'Enter']);
    expect(hotkeyParts({ hotkey: '?', mac: false })).toEqual(['?']);
  });

  it('has the form of aria-keyshortcuts', () => {
    expect(ariaHotkey({ hotkey: 'mod+k', mac: true })).toBe('Meta+k');
    expect(ariaHotkey({ hotkey: 'f', mac: false })).toBe('f');
  });

  it('tells single keys from chords', () => {
    expect(isSingleKey('f')).toBe(true);
    expect(isSingleKey('mod+k')).toBe(false);
  });
});
