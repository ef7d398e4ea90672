import { expect, it } from 'vitest';
import { paletteScore } from './paletteFilter.ts';

const THEME = ['Switch between dark and light', 'View', 'theme', 'night'];

it('finds a command by the beginnings of its words, in any order', () => {
  expect(paletteScore('light sw', THEME)).toBe(1);
  expect(paletteScore('', THEME)).toBe(1);
});

it('ranks matches of the other words after matches of the label', () => {
  expect(paletteScore('night', THEME)).toBe(0.5);
});

it('skips no letters, and requires every word', () => {
  expect(paletteScore('night', ['Turn single-key shortcuts off', 'Help', 'hotkeys'])).toBe(0);
  expect(paletteScore('light nothing', THEME)).toBe(0);
});

it('finds pairs by either token', () => {
  expect(paletteScore('usdc', ['Show SOL/USDC', 'Market'])).toBe(1);
});
